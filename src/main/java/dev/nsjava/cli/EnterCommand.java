package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import dev.nsjava.ns.NsType;
import dev.nsjava.ns.Target;
import dev.nsjava.plan.EnterRequest;
import dev.nsjava.plan.EnterRequest.Files;
import dev.nsjava.plan.EnterRequest.Ids;
import dev.nsjava.plan.EnterRequest.Namespaces;
import dev.nsjava.plan.EnterRequest.Source;
import dev.nsjava.plan.EnterRequest.Traits;
import dev.nsjava.plan.Plan;
import dev.nsjava.plan.Step;
import dev.nsjava.plan.Step.Child;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** nsenter(1): from words to a request; {@link EnterRequest#toPlan} does the rest. */
final class EnterCommand {

  /** Options that only a process can answer. */
  private static final Set<EnterOption> OF_A_PROCESS =
      Set.of(
          EnterOption.ALL,
          EnterOption.NET_SOCKET,
          EnterOption.ENV,
          EnterOption.JOIN_CGROUP,
          EnterOption.FOLLOW_CONTEXT,
          EnterOption.LIKE);

  private static final Set<EnterOption> WD_AND_WDNS = Set.of(EnterOption.WD, EnterOption.WDNS);

  private final Invocation invocation;
  private final Set<NsType> types = new TreeSet<>();
  private final Set<NsType> held = new TreeSet<>();
  private final List<Step> opens = new ArrayList<>();
  private final Set<EnterOption> given = new HashSet<>();
  private final EnterTarget target;
  private Source root = Source.UNCHANGED;
  private Source wd = Source.UNCHANGED;
  private @Nullable String wdInside;
  private @Nullable Long socket;
  private @Nullable Long setuid;
  private @Nullable Long setgid;

  private EnterCommand(Invocation invocation) {
    this.invocation = invocation;
    this.target = new EnterTarget(invocation);
  }

  /** The plan of a call: for the launcher, or as a text to {@code explain} it. */
  static Answer answer(Invocation invocation, boolean explain) {
    EnterCommand command = new EnterCommand(invocation);
    Getopt<EnterOption> getopt =
        new Getopt<>(invocation, invocation.tool() ? EnterOption.OF_NSENTER : EnterOption.values());
    for (EnterOption option = getopt.next(); option != null; option = getopt.next()) {
      if (option == EnterOption.HELP) {
        throw new HelpException(invocation, Pages.enter(invocation));
      }
      if (option == EnterOption.VERSION) {
        return invocation.version();
      }
      if (option == EnterOption.TARGET) {
        command.target.named(String.valueOf(getopt.value()), getopt.place());
      }
      command.take(option, getopt.value());
    }
    Plan plan = command.request(getopt.index()).toPlan();
    return invocation.planned(plan.with(command.target.needs()), explain);
  }

  private void take(EnterOption option, @Nullable String value) {
    given.add(option);
    if (given.containsAll(WD_AND_WDNS)) {
      boolean wdFirst = option == EnterOption.WDNS;
      throw new ArgumentException(
          "options " + (wdFirst ? "--wd and --wdns" : "--wdns and --wd") + " cannot be combined");
    }
    switch (option) {
      case MOUNT -> enter(NsType.MNT, value);
      case UTS -> enter(NsType.UTS, value);
      case IPC -> enter(NsType.IPC, value);
      case NET -> enter(NsType.NET, value);
      case PID -> enter(NsType.PID, value);
      case USER -> enter(NsType.USER, value);
      case CGROUP -> enter(NsType.CGROUP, value);
      case TIME -> enter(NsType.TIME, value);
      case USER_PARENT -> types.add(NsType.USER);
      case ROOT -> root = directory(root, "root", value);
      case WD -> wd = directory(wd, "wd", value == null ? null : afterEquals(value));
      case WDNS -> wdInside = value == null ? wdInside : afterEquals(value);
      default -> takeValue(option, value == null ? "" : value);
    }
  }

  private void takeValue(EnterOption option, String value) {
    switch (option) {
      case NET_SOCKET -> {
        types.add(NsType.NET);
        socket = Values.descriptor(value);
      }
      case SETUID -> setuid = idOrFollow("uid", value);
      case SETGID -> setgid = idOrFollow("gid", value);
      default -> {} // that it is given is all there is to know
    }
  }

  /** A namespace: of the target, or of a file, or of a number. */
  private void enter(NsType type, @Nullable String value) {
    types.add(type);
    if (value != null) {
      String file = afterEquals(value);
      hold(
          type,
          file.startsWith(":")
              ? new Step.OpenId(type, Values.nsid(file.substring(1)))
              : new Step.Open(type.word(), file));
    }
  }

  private void hold(NsType type, Step open) {
    types.add(type);
    held.add(type);
    opens.add(open);
  }

  /** The target's directory wins over one that is named, whatever comes last. */
  private Source directory(Source before, String name, @Nullable String value) {
    if (value == null) {
      return Source.TARGET;
    }
    opens.add(new Step.Open(name, value));
    return before == Source.TARGET ? before : Source.OPENED;
  }

  /** {@code -m=FILE} means FILE, as {@code --mount=FILE} does. */
  private static String afterEquals(String value) {
    return value.startsWith("=") ? value.substring(1) : value;
  }

  private static long idOrFollow(String noun, String value) {
    return value.equals("follow") ? Step.FOLLOW : Values.id(noun, value);
  }

  private EnterRequest request(int operand) {
    if (given.contains(EnterOption.LIKE)) {
      beLike();
    }
    int program = findTarget(operand);
    chooseTypes();
    boolean freshProc = given.contains(EnterOption.FRESH_PROC);
    boolean fork = !given.contains(EnterOption.NO_FORK);
    if (freshProc && !(fork && types.contains(NsType.PID))) {
      throw new ArgumentException("--fresh-proc needs a pid namespace that the program enters");
    }
    return new EnterRequest(
        target.step(needsTarget()),
        types,
        opens,
        new Namespaces(socket, parentOf()),
        new Files(root, wd, wdInside, freshProc),
        ids(),
        new Traits(
            given.contains(EnterOption.ENV),
            given.contains(EnterOption.JOIN_CGROUP),
            given.contains(EnterOption.FOLLOW_CONTEXT),
            fork,
            given.contains(EnterOption.LIKE)),
        program < invocation.words().size() ? program : EnterRequest.LOGIN_SHELL);
  }

  private Ids ids() {
    return new Ids(
        setuid,
        setgid,
        given.contains(EnterOption.PRESERVE_CREDENTIALS),
        given.contains(EnterOption.KEEP_CAPS));
  }

  private void beLike() {
    if (setuid != null
        || setgid != null
        || given.contains(EnterOption.PRESERVE_CREDENTIALS)
        || given.contains(EnterOption.KEEP_CAPS)) {
      throw new ArgumentException("--like already says which ids and capabilities the program has");
    }
    given.add(EnterOption.ENV);
    given.add(EnterOption.JOIN_CGROUP);
    root = root == Source.UNCHANGED ? Source.TARGET : root;
    wd = wd == Source.UNCHANGED && wdInside == null ? Source.TARGET : wd;
  }

  /** Answers where the program begins: a target may be named before it. */
  private int findTarget(int operand) {
    boolean needed = needsTarget() || (types.isEmpty() && !invocation.tool());
    int program = operand;
    if (needed && !target.isNamed()) {
      if (invocation.tool() || operand == invocation.words().size()) {
        throw new ArgumentException(noTarget());
      }
      target.called(invocation.words().get(program++));
      boolean dashes = program < invocation.words().size() && isDashes(program);
      program += dashes ? 1 : 0;
    }
    Set<NsType> missing = new TreeSet<>(types);
    missing.removeAll(held);
    Target.Pinned pinned = target.find(missing, missing.size() <= 1 && !needsProcess());
    if (pinned != null) {
      hold(pinned.type(), new Step.Open(pinned.type().word(), pinned.file()));
    }
    return program;
  }

  private boolean isDashes(int word) {
    return invocation.words().get(word).equals("--");
  }

  private void chooseTypes() {
    boolean all = given.contains(EnterOption.ALL);
    if (types.isEmpty() && !all && invocation.tool()) {
      throw new ArgumentException("no namespace specified");
    }
    if (all) {
      boolean userNamed = types.contains(NsType.USER);
      types.addAll(target.look().existing());
      if (!userNamed && !target.look().differing().contains(NsType.USER)) {
        types.remove(NsType.USER); // the kernel refuses to enter that again
      }
    } else if (types.isEmpty()) {
      types.addAll(target.look().differing());
    }
  }

  private @Nullable Child parentOf() {
    if (!given.contains(EnterOption.USER_PARENT)) {
      return null;
    }
    return held.contains(NsType.USER) ? Child.HELD : Child.TARGET;
  }

  private boolean needsTarget() {
    return needsProcess() || !held.containsAll(types);
  }

  /** Whether something is asked of the target that no namespace has by itself. */
  private boolean needsProcess() {
    return !Collections.disjoint(given, OF_A_PROCESS)
        || root == Source.TARGET
        || wd == Source.TARGET
        || ids().follow()
        || parentOf() == Child.TARGET
        || (invocation.tool() && given.contains(EnterOption.USER_PARENT));
  }

  private String noTarget() {
    if (!invocation.tool()) {
      return "no target specified: --target PID, or a NAME before the program";
    }
    if (!held.containsAll(types) || given.contains(EnterOption.ALL)) {
      return "no target PID specified";
    }
    String what = root == Source.TARGET ? "root" : wd == Source.TARGET ? "cwd" : "";
    what = what.isEmpty() && given.contains(EnterOption.ENV) ? "environ" : what;
    what = what.isEmpty() && given.contains(EnterOption.JOIN_CGROUP) ? "cgroup" : what;
    return what.isEmpty()
        ? "no target PID specified"
        : "neither filename nor target pid supplied for " + what;
  }
}
