package dev.nsjava.ns;

import dev.nsjava.ns.Target.Running;
import dev.nsjava.ns.Wanted.Match;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks through all processes for what is wanted. */
final class Search {

  /** Tells a process from later ones with its pid. */
  interface Identity {

    /**
     * The inode of its pidfd, unsigned, or 0 if it has none of its own.
     *
     * @throws IOException if there is no such process
     */
    long inode(long pid) throws IOException;
  }

  /** A match and the process that stands for it. */
  private record Found(Match match, long pid, ProcStat stat) {}

  private static final Comparator<Found> AGE =
      Comparator.comparingLong((Found f) -> f.stat().start()).thenComparingLong(Found::pid);

  /** How often the process chosen may be gone before it is held. */
  private static final int ROUNDS = 5;

  private static final int MOST_LINES = 20;

  private final Processes processes;
  private final Identity identity;

  Search(Processes processes, Identity identity) {
    this.processes = processes;
    this.identity = identity;
  }

  /**
   * The one process that is meant, or null if there is none.
   *
   * @param name what was asked for
   * @throws TargetException if there is more than one
   */
  @Nullable Running find(Wanted wanted, String name) {
    for (int i = 0; i < ROUNDS; i++) {
      List<Found> found = scan(wanted);
      if (found.isEmpty()) {
        return null;
      }
      if (found.size() > 1) {
        throw new TargetException(ambiguous(name, found));
      }
      Running process = held(wanted, found.get(0));
      if (process != null) {
        return process;
      }
    }
    return null;
  }

  /** Whether anything fits. */
  boolean knows(Wanted wanted) {
    return !scan(wanted).isEmpty();
  }

  /** Every thing that fits, with its first process. */
  private List<Found> scan(Wanted wanted) {
    Map<String, Found> first = new LinkedHashMap<>();
    boolean enough = false;
    for (long pid : processes.pids()) {
      if (enough) {
        break;
      }
      for (Match match : wanted.matches(processes, pid)) {
        ProcStat stat = processes.stat(pid);
        if (stat != null && !stat.isDead()) {
          Found found = new Found(match, pid, stat);
          first.merge(match.key(), found, (a, b) -> AGE.compare(a, b) <= 0 ? a : b);
          enough = wanted.isLowest();
        }
      }
    }
    List<Found> all = new ArrayList<>(first.values());
    if (all.stream().anyMatch(f -> f.match().exact())) {
      all.removeIf(f -> !f.match().exact());
    }
    return wanted.isFamily() ? withoutDescendants(all) : all;
  }

  private List<Found> withoutDescendants(List<Found> all) {
    Set<Long> pids = new HashSet<>();
    all.forEach(f -> pids.add(f.pid()));
    List<Found> eldest = new ArrayList<>(all);
    eldest.removeIf(f -> hasAncestor(f, pids));
    return eldest;
  }

  private boolean hasAncestor(Found found, Set<Long> pids) {
    long parent = found.stat().parent();
    Set<Long> seen = new HashSet<>(); // a pid may come again while we look
    while (parent > 0 && seen.add(parent)) {
      ProcStat stat = processes.stat(parent);
      if (pids.contains(parent) || stat == null) {
        return stat != null;
      }
      parent = stat.parent();
    }
    return false;
  }

  /**
   * The process, if it is still the one that was found: what tells it from others comes first, then
   * it is looked at again. The launcher compares that with the process it holds in the end.
   */
  private @Nullable Running held(Wanted wanted, Found found) {
    long pid = found.pid();
    try {
      long inode = identity.inode(pid);
      String check = inode == 0 ? null : "ino:" + Long.toUnsignedString(inode);
      ProcStat stat = processes.stat(pid);
      boolean same = stat != null && stat.start() == found.stat().start() && !stat.isDead();
      same &= wanted.matches(processes, pid).contains(found.match());
      return same ? new Running(pid, check == null ? found.stat().check() : check) : null;
    } catch (IOException e) {
      return null;
    }
  }

  private String ambiguous(String name, List<Found> found) {
    Set<String> once = new HashSet<>();
    Set<String> twice = new HashSet<>();
    found.forEach(f -> (once.add(f.match().name()) ? once : twice).add(f.match().name()));
    StringBuilder text = new StringBuilder("'" + Printable.of(name) + "' fits ");
    text.append(found.size()).append(" targets:");
    found.sort(AGE);
    for (Found f : found.subList(0, Math.min(found.size(), MOST_LINES))) {
      String again = f.match().name();
      String pid = "pid:" + f.pid();
      text.append("\n  ").append(twice.contains(again) ? pid : Printable.of(again));
      text.append(twice.contains(again) || again.equals(pid) ? "" : "  " + pid);
      text.append("  ").append(processes.command(f.pid()));
    }
    if (found.size() > MOST_LINES) {
      text.append("\n  and ").append(found.size() - MOST_LINES).append(" more");
    }
    return text.toString();
  }
}
