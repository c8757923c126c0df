package dev.nsjava.cli;

import dev.nsjava.inspect.Comparison;
import dev.nsjava.inspect.Inspection;
import dev.nsjava.inspect.Report;
import dev.nsjava.inspect.Skipped;
import dev.nsjava.launch.Answer;
import dev.nsjava.launch.Launcher;
import dev.nsjava.ns.NsType;
import dev.nsjava.ns.Printable;
import dev.nsjava.ns.Reason;
import dev.nsjava.ns.Target;
import dev.nsjava.ns.TargetException;
import dev.nsjava.ns.Targets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code inspect}: what can be seen in the namespaces of a target. */
final class InspectCommand {

  /** Names for where we are, and for process 1. */
  private static final String SELF = "self";

  private static final String HOST = "host";

  static final List<String> WORDS = List.of(SELF, HOST);

  private final Invocation invocation;
  private final Set<NsType> types = EnumSet.noneOf(NsType.class);
  private final List<String> names = new ArrayList<>();
  private final Skipped skipped = new Skipped();
  private @Nullable String other;
  private boolean json;

  private InspectCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  /** What a call is to print. */
  static Answer answer(Invocation invocation) {
    InspectCommand command = new InspectCommand(invocation);
    Getopt<InspectOption> getopt = new Getopt<>(invocation, InspectOption.values(), command.names);
    for (InspectOption option = getopt.next(); option != null; option = getopt.next()) {
      if (option == InspectOption.HELP) {
        throw new HelpException(invocation, Pages.inspect(invocation));
      }
      if (option == InspectOption.VERSION) {
        return invocation.version();
      }
      command.take(option, String.valueOf(getopt.value()));
    }
    return command.run();
  }

  private void take(InspectOption option, String value) {
    switch (option) {
      case TYPE -> types.add(Values.type(value));
      case DIFF -> other = value;
      case JSON -> json = true;
      default -> {} // answered already
    }
  }

  private Answer run() {
    if (names.isEmpty()) {
      throw new UsageException(invocation, "no target named");
    }
    if (names.size() > 1) {
      throw new UsageException(invocation, "one target at a time, and --diff for another");
    }
    Set<NsType> wanted = types.isEmpty() ? EnumSet.allOf(NsType.class) : types;
    String text = other == null ? report(wanted) : comparison(wanted, other);
    StringBuilder notes = new StringBuilder();
    for (String line : skipped.lines()) {
      notes.append(Invocation.PRODUCT + ": ").append(line).append('\n');
    }
    return Answer.report(text, notes.toString());
  }

  private String report(Set<NsType> wanted) {
    try (Inspection inspection = open(names.get(0))) {
      Report report = inspection.report(wanted);
      return json ? InspectJson.of(report) : new InspectText(invocation.call()).of(report);
    }
  }

  private String comparison(Set<NsType> wanted, String second) {
    try (Inspection a = open(names.get(0));
        Inspection b = open(second)) {
      Comparison comparison = Comparison.of(a, b, wanted);
      return json ? InspectJson.of(comparison) : new InspectText(invocation.call()).of(comparison);
    }
  }

  private Inspection open(String name) {
    Launcher launcher = invocation.launcher();
    long caller = caller(); // whatever the name is: no PID means anything in another proc
    try {
      if (name.equals(HOST)) {
        return Inspection.host(name, launcher::inodeOfPidfd, skipped);
      }
      String known = name.equals(SELF) ? "pid:" + caller : name;
      Target target = find(known, new Targets(launcher::inodeOfPidfd));
      return Inspection.of(target, name, launcher::inodeOfPidfd, skipped);
    } catch (IOException e) {
      throw new ArgumentException("cannot inspect '" + Printable.of(name) + "': " + Reason.of(e));
    }
  }

  /** A namespace without a process will do, unless another type is asked for. */
  private Target find(String name, Targets targets) {
    Target target = targets.find(name, false);
    if (!(target instanceof Target.Pinned pinned)) {
      return target;
    }
    Set<NsType> others = EnumSet.copyOf(types.isEmpty() ? EnumSet.of(pinned.type()) : types);
    boolean own = types.isEmpty() || others.contains(pinned.type());
    others.remove(pinned.type());
    if (others.isEmpty()) {
      return target;
    }
    try {
      return targets.find(name, true);
    } catch (TargetException e) {
      if (!own) {
        throw e;
      }
      for (NsType type : others) {
        skipped.add(type, String.valueOf(e.getMessage()));
      }
      return target;
    }
  }

  /** The launcher, which is where we are. */
  private static long caller() {
    try {
      return Inspection.caller();
    } catch (IOException e) {
      throw new ArgumentException(Reason.of(e));
    }
  }
}
