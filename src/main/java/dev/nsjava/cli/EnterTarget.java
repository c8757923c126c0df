package dev.nsjava.cli;

import dev.nsjava.ns.NsType;
import dev.nsjava.ns.ProcessNamespaces;
import dev.nsjava.ns.Target;
import dev.nsjava.ns.TargetException;
import dev.nsjava.ns.Targets;
import dev.nsjava.plan.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The target of {@code enter}: what it is called, and the process that this turns out to be. */
final class EnterTarget {

  private static final String NO_CHECK = "-";

  private final Invocation invocation;
  private @Nullable String name;
  private Step.@Nullable Target found;
  private @Nullable ProcessNamespaces seen;

  /** No target yet. In a call of nsenter(1) it is a PID, else it may have a name. */
  EnterTarget(Invocation invocation) {
    this.invocation = invocation;
  }

  /**
   * The last name counts.
   *
   * @param place where it stands, or null: it is not by an option
   */
  void named(String text, Step.@Nullable Place place) {
    Step.Target process = pid(text);
    boolean plain = process != null && text.equals(Long.toString(process.pid()));
    if (process != null && plain && process.pid() <= Targets.LAST_PID) {
      process = new Step.Target(process.pid(), process.check(), place);
    }
    found = process;
    name = text;
    if (found == null && invocation.tool()) {
      throw new ArgumentException("invalid PID argument");
    }
  }

  /** The same by a word in place of the option: what a number that is no process may be is told. */
  void called(String word) {
    named(word, null);
    if (found != null && found.check().equals(NO_CHECK) && !isProcess(found.pid())) {
      found = null;
    }
  }

  private static boolean isProcess(long pid) {
    return Files.exists(Path.of("/proc/" + pid));
  }

  boolean isNamed() {
    return name != null;
  }

  /** {@code PID} or {@code PID:INODE}, perhaps with its kind, or null. */
  private Step.@Nullable Target pid(String word) {
    String text = !invocation.tool() && word.startsWith("pid:") ? word.substring(4) : word;
    int colon = text.indexOf(':');
    long pid = Values.number(colon < 0 ? text : text.substring(0, colon), Integer.MAX_VALUE);
    if (pid <= 0 || (!invocation.tool() && colon < 0 && pid > Targets.LAST_PID)) {
      return null;
    }
    if (colon < 0) {
      return new Step.Target(pid, NO_CHECK, null);
    }
    long inode = Values.number(text.substring(colon + 1), Values.MAX_NUMBER);
    return inode <= 0 ? null : new Step.Target(pid, "ino:" + inode, null);
  }

  /**
   * Finds the process that the name means.
   *
   * @param types what is to be entered of it; none: what there is
   * @param namespaceWillDo whether one namespace without a process will do
   * @return that namespace, or null if it is a process
   */
  Target.@Nullable Pinned find(Set<NsType> types, boolean namespaceWillDo) {
    if (found != null || name == null) {
      return null;
    }
    Targets targets = new Targets(invocation.launcher()::inodeOfPidfd);
    Target target = targets.find(name, !namespaceWillDo);
    if (target instanceof Target.Pinned pinned) {
      if (types.isEmpty() || types.contains(pinned.type())) {
        return pinned;
      }
      target = targets.find(name, true);
    }
    Target.Running process = (Target.Running) target;
    found = new Step.Target(process.pid(), process.check(), null);
    return null;
  }

  /** The process' namespaces, as they are before the launch. */
  ProcessNamespaces look() {
    Step.Target process = found;
    if (process == null) {
      throw new ArgumentException("no target PID specified");
    }
    if (seen == null) {
      String check = process.check().equals(NO_CHECK) ? inode(process.pid()) : process.check();
      seen = namespacesOf(process.pid());
      found = new Step.Target(process.pid(), check.equals(NO_CHECK) ? seen.check() : check, null);
    }
    return seen;
  }

  /** What the process' pidfd is known by, if the launcher's PIDs are those of this /proc. */
  private String inode(long pid) {
    try {
      long inode = isOurProc() ? invocation.launcher().inodeOfPidfd(pid) : 0;
      return inode == 0 ? NO_CHECK : "ino:" + Long.toUnsignedString(inode);
    } catch (IOException e) {
      return NO_CHECK; // the look at it says what is wrong
    }
  }

  private static boolean isOurProc() {
    try {
      Path self = Files.readSymbolicLink(Path.of("/proc/self"));
      return self.toString().equals(Long.toString(ProcessHandle.current().pid()));
    } catch (IOException e) {
      return false;
    }
  }

  private ProcessNamespaces namespacesOf(long pid) {
    try {
      return ProcessNamespaces.of(pid);
    } catch (TargetException e) {
      String message = String.valueOf(e.getMessage());
      String hint = "";
      if (message.endsWith("No such file or directory")) {
        String why = !isOurProc() ? "elsewhere" : isProcess(pid) ? "ended" : "missing";
        hint = Hints.sentence("look-" + why, Long.toString(pid));
      } else if (message.endsWith("Permission denied")) {
        hint = Hints.sentence("look-refused", "");
      }
      throw new ArgumentException(message, hint);
    }
  }

  /** A plan about any process by its number is always the same; one about a certain one is not. */
  List<Step> needs() {
    boolean any = name == null || (found != null && found.place() != null);
    return any ? List.of() : List.of(new Step.NeverKeep());
  }

  /** The step that holds the process; null if nothing is asked of it. */
  Step.@Nullable Target step(boolean needed) {
    return found != null && (needed || !found.check().equals(NO_CHECK)) ? found : null;
  }
}
