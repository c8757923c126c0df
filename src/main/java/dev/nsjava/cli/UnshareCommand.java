package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import dev.nsjava.ns.NsType;
import dev.nsjava.plan.Plan;
import dev.nsjava.plan.Step.Propagation;
import dev.nsjava.plan.Step.Waiting;
import dev.nsjava.plan.UnshareRequest;
import dev.nsjava.plan.UnshareRequest.Forking;
import dev.nsjava.plan.UnshareRequest.Mounts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** unshare(1): from words to a request; {@link UnshareRequest#toPlan} does the rest. */
final class UnshareCommand {

  private final IdOptions ids;
  private final Set<NsType> types = new TreeSet<>();
  private final Map<NsType, String> files = new TreeMap<>();
  private @Nullable Waiting waiting;
  private @Nullable String deathSignal;
  private @Nullable Propagation propagation = Propagation.PRIVATE;
  private @Nullable String root;
  private @Nullable String wd;
  private @Nullable String proc;
  private @Nullable String binfmt;
  private @Nullable String interpreter;
  private @Nullable Long boottime;
  private @Nullable Long monotonic;
  private @Nullable Set<String> keptEnv;

  private UnshareCommand(Invocation invocation) {
    ids = new IdOptions(invocation.call());
  }

  /** The plan of a call: for the launcher, or as a text to {@code explain} it. */
  static Answer answer(Invocation invocation, boolean explain) {
    UnshareCommand command = new UnshareCommand(invocation);
    Getopt<UnshareOption> getopt = new Getopt<>(invocation, UnshareOption.values());
    for (UnshareOption option = getopt.next(); option != null; option = getopt.next()) {
      if (option == UnshareOption.HELP) {
        throw new HelpException(invocation, Pages.unshare(invocation));
      }
      if (option == UnshareOption.VERSION) {
        return invocation.version();
      }
      command.take(option, getopt.value());
    }
    List<String> words = invocation.words();
    boolean program = getopt.index() < words.size();
    Plan plan = command.request(program ? getopt.index() : UnshareRequest.LOGIN_SHELL).toPlan();
    return invocation.planned(plan.with(command.ids.needs()), explain);
  }

  private void take(UnshareOption option, @Nullable String value) {
    switch (option) {
      case MOUNT -> make(NsType.MNT, value);
      case UTS -> make(NsType.UTS, value);
      case IPC -> make(NsType.IPC, value);
      case NET -> make(NsType.NET, value);
      case PID -> make(NsType.PID, value);
      case USER -> make(NsType.USER, value);
      case CGROUP -> make(NsType.CGROUP, value);
      case TIME -> make(NsType.TIME, value);
      case FORK -> fork(Waiting.HOLD);
      case FORWARD_SIGNALS -> fork(Waiting.FORWARD);
      case KILL_CHILD -> {
        fork(Waiting.HOLD);
        deathSignal = value == null ? "KILL" : Values.signal(value);
      }
      case MOUNT_PROC -> mountProc(value == null ? "/proc" : value);
      case MOUNT_BINFMT -> mountBinfmt(value);
      default -> takeValue(option, value == null ? "" : value);
    }
  }

  private void takeValue(UnshareOption option, String value) {
    switch (option) {
      case PROPAGATION -> propagation = Values.propagation(value);
      case ROOT -> root = value;
      case WD -> wd = value;
      case LOAD_INTERP -> loadInterpreter(value);
      case MONOTONIC -> monotonic = Values.seconds("monotonic", value);
      case BOOTTIME -> boottime = Values.seconds("boottime", value);
      case CLEAR_ENV -> keepEnv("");
      case WHITELIST_ENV -> keepEnv(value);
      default -> {
        if (ids.take(option, value)) {
          types.add(NsType.USER);
        }
      }
    }
  }

  private void make(NsType type, @Nullable String file) {
    types.add(type);
    if (file != null) {
      files.put(type, file);
    }
  }

  /** Forwarding asks for more than holding, so it wins whatever comes last. */
  private void fork(Waiting wanted) {
    waiting = waiting == Waiting.FORWARD ? Waiting.FORWARD : wanted;
  }

  private void mountProc(String dir) {
    types.add(NsType.MNT);
    proc = dir;
  }

  private void mountBinfmt(@Nullable String dir) {
    types.add(NsType.MNT);
    types.add(NsType.USER);
    if (dir == null && proc == null) {
      proc = "/proc";
    }
    binfmt = dir == null ? Mounts.BINFMT : dir;
  }

  private void loadInterpreter(String format) {
    mountBinfmt(binfmt);
    interpreter = format;
  }

  private void keepEnv(String names) {
    keptEnv = keptEnv == null ? new LinkedHashSet<>() : keptEnv;
    Values.addNames(names, keptEnv);
  }

  private UnshareRequest request(int program) {
    if ((monotonic != null || boottime != null) && !types.contains(NsType.TIME)) {
      throw new ArgumentException(
          "options --monotonic and --boottime require unsharing of a time namespace (-T)");
    }
    return new UnshareRequest(
        types,
        files,
        ids.ids(),
        new Forking(waiting, deathSignal),
        new Mounts(propagation, root, wd, proc, binfmt, interpreter),
        boottime,
        monotonic,
        keptEnv == null ? null : List.copyOf(keptEnv),
        program);
  }
}
