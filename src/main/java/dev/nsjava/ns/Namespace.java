package dev.nsjava.ns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A namespace as a survey found it. */
public final class Namespace implements Comparable<Namespace> {

  private static final int FEW = 4;

  private final NsType type;
  private final long inode;
  private final List<String> files = new ArrayList<>(0);
  private final List<Holder> holders = new ArrayList<>(0);
  private int[] pids = new int[FEW];
  private int count;
  private int word;
  private @Nullable SeenProcess lead;
  private @Nullable NsRelations relations;

  Namespace(NsType type, long inode) {
    this.type = type;
    this.inode = inode;
  }

  public NsType type() {
    return type;
  }

  /** Of its file in nsfs; no other has it. */
  public long inode() {
    return inode;
  }

  /** How many processes are in it. */
  public int processes() {
    return count;
  }

  /** The pids of these, in ascending order. */
  int[] pids() {
    return Arrays.copyOf(pids, count);
  }

  /** Whether a process is in it. */
  public boolean has(long pid) {
    return pid <= Integer.MAX_VALUE && Arrays.binarySearch(pids, 0, count, (int) pid) >= 0;
  }

  /** The process with the lowest pid, or null if there is none, or none any more. */
  public @Nullable SeenProcess lead() {
    return lead;
  }

  /** Where it is bound in our mount namespace, see proc_pid_mountinfo(5); bytes. */
  public List<String> files() {
    return files;
  }

  /** What keeps it, if no process is in it. */
  public List<Holder> holders() {
    return holders;
  }

  /** What it belongs to, or null if that was not asked for, or cannot be seen. */
  public @Nullable NsRelations relations() {
    return relations;
  }

  /** What questions to the {@link Kernel} name it by, or nothing. */
  String word() {
    if (lead != null) {
      return "/proc/" + lead.pid() + "/ns/" + type.word();
    }
    return word < holders.size() ? holders.get(word).word() : "";
  }

  /** Another holder names it from now on: a mount may be hidden, a descriptor be closed. */
  void tryNextWord() {
    word++;
  }

  /** It is bound there, too. */
  void bound(String path) {
    if (!files.contains(path)) {
      files.add(path);
    }
  }

  void add(int pid) {
    if (count == pids.length) {
      pids = Arrays.copyOf(pids, count * 2);
    }
    pids[count++] = pid;
  }

  void lead(SeenProcess process) {
    lead = process;
  }

  void relations(NsRelations known) {
    relations = known;
  }

  /** By inode. */
  @Override
  public int compareTo(Namespace other) {
    return Long.compare(inode, other.inode);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Namespace namespace && namespace.inode == inode;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(inode);
  }
}
