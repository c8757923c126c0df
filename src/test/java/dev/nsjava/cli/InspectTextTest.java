package dev.nsjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.inspect.Fact;
import dev.nsjava.inspect.Field;
import dev.nsjava.inspect.Field.Kind;
import dev.nsjava.inspect.Field.Role;
import dev.nsjava.inspect.Listing;
import dev.nsjava.inspect.Listing.Row;
import dev.nsjava.inspect.Place;
import dev.nsjava.inspect.Report;
import dev.nsjava.inspect.Section;
import dev.nsjava.launch.Call;
import dev.nsjava.ns.NsType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How what was seen is shown. */
class InspectTextTest {

  private static final Report REPORT =
      new Report(
          List.of(new Fact("name", Kind.TEXT, "x"), new Fact("pid", Kind.NUMBER, "7")),
          List.of(
              new Section(
                  NsType.NET,
                  new Place(9L, false, null, 8L, null),
                  List.of(new Fact("some_text", Kind.TEXT, null)),
                  List.of(
                      new Listing(
                          "big_things",
                          List.of(
                              new Field("NAME", Kind.TEXT, Role.KEY),
                              new Field("SIZE", Kind.NUMBER, Role.VALUE),
                              new Field("PARTS", Kind.LIST, Role.VALUE)),
                          List.of(row("a\033[m", "100", "p\nq"), row("bb", null, ""))),
                      new Listing("unseen", List.of(), null),
                      new Listing("none", List.of(), List.of()))),
              new Section(
                  NsType.PID, new Place(null, null, null, null, null), List.of(), List.of())));

  private static Row row(
      String name, @org.jspecify.annotations.Nullable String size, String parts) {
    return new Row(Arrays.asList(name, size, parts));
  }

  @Test
  void text() {
    assertThat(new InspectText(new Call("nsjava", 0, 0, 0, true, List.of())).of(REPORT))
        .isEqualTo(
            """
            name x
            pid  7

            net:[9]  not ours, owner user:[8]
              some text ?
              big things
                NAME    SIZE PARTS
                a\\x1b[m  100 p
                             q
                bb
              unseen: not readable
              none: none

            pid  inode not known
            """);
  }

  @Test
  void json() {
    assertThat(InspectJson.of(REPORT).replaceAll("\\s+", ""))
        .isEqualTo(
            """
            {"target":{"name":"x","pid":7},
            "net":{"inode":9,"ours":false,"hosts":null,"owner":8,"some_text":null,
            "big_things":[{"name":"a\\u001b[m","size":100,"parts":["p","q"]},
            {"name":"bb","size":null,"parts":[]}],"unseen":null,"none":[]},
            "pid":{"inode":null,"ours":null,"hosts":null,"owner":null,"parent":null}}
            """
                .replace("\n", ""));
  }
}
