package dev.nsjava.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.ns.NsType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Java, the launcher and the page about plans know the same steps. */
class StepContractTest {

  private static final Pattern ROW =
      Pattern.compile("^\\t\\{ \"([a-z-]+)\", (.*), step_\\w+, ([A-Z_ |]+) },$", Pattern.MULTILINE);
  private static final Pattern PAGE = Pattern.compile("^\\| `([a-z-]+)` \\|", Pattern.MULTILINE);
  private static final Set<Class<?>> LAST =
      Set.of(Step.Exec.class, Step.LoginShell.class, Step.Exit.class);

  @Test
  void the_launcher_has_a_row_for_each_step_and_no_other() throws Exception {
    List<String> rows =
        ROW.matcher(Files.readString(Path.of("src/main/c/steps.c")))
            .results()
            .map(row -> row.group(1) + " " + arity(row.group(2)) + " " + isLast(row.group(3)))
            .toList();
    List<String> steps = new ArrayList<>();
    for (Class<?> step : steps()) {
      List<String> words = sample(step).words();
      steps.add(words.get(0) + " " + (words.size() - 1) + " " + LAST.contains(step));
    }
    assertThat(rows).containsExactlyInAnyOrderElementsOf(steps);
  }

  @Test
  void the_page_describes_each_step_and_no_other() throws Exception {
    String page = Files.readString(Path.of("docs/plan.md"));
    List<String> described =
        PAGE.matcher(page.substring(0, page.indexOf("## On the wire")))
            .results()
            .map(row -> row.group(1))
            .toList();
    List<String> steps = new ArrayList<>();
    for (Class<?> step : steps()) {
      steps.add(sample(step).words().get(0));
    }
    assertThat(described).containsExactlyInAnyOrderElementsOf(steps);
  }

  @Test
  void an_address_stands_before_the_step() {
    Step step = new Step.Pin(NsType.NET, "/f");
    assertThat(new PlanLine.Outside(step).words()).containsExactly("outside", "pin", "net", "/f");
  }

  /** The row names a pattern for each word, with blanks between them. */
  private static long arity(String literals) {
    String patterns = literals.replace("NS_TYPE", "\"x\"").replace("\" \"", "");
    return patterns.equals("\"\"") ? 0 : 1 + patterns.chars().filter(c -> c == ' ').count();
  }

  private static boolean isLast(String who) {
    return who.endsWith("| LAST");
  }

  private static List<Class<?>> steps() {
    return Stream.of(Step.class.getPermittedSubclasses()).<Class<?>>map(step -> step).toList();
  }

  private static Step sample(Class<?> step) throws Exception {
    List<Object> values = new ArrayList<>();
    List<Class<?>> types = new ArrayList<>();
    for (RecordComponent component : step.getRecordComponents()) {
      types.add(component.getType());
      values.add(value(component.getType()));
    }
    Constructor<?> constructor = step.getDeclaredConstructor(types.toArray(Class<?>[]::new));
    constructor.setAccessible(true);
    return (Step) constructor.newInstance(values.toArray());
  }

  private static Object value(Class<?> type) {
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    return switch (type.getSimpleName()) {
      case "String" -> "x";
      case "List" -> List.of("x", "y");
      case "Set" -> Set.of(NsType.UTS, NsType.NET);
      case "int" -> 1;
      case "long" -> 1L;
      case "Place" -> new Step.Place(1, 0);
      default -> throw new AssertionError(type);
    };
  }
}
