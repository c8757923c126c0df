package dev.nsjava.ns;

import dev.nsjava.ns.Target.Running;
import dev.nsjava.ns.Wanted.Match;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks through all processes for what is wanted. Without lambdas, here and in what is called: this
 * is in no AOT cache, and the first one takes the runtime 10 ms.
 */
final class Search {

  /** A match and the process that stands for it. */
  private record Found(Match match, long pid, ProcStat stat) implements Comparable<Found> {

    /** By age, and by pid where they are of one age. */
    @Override
    public int compareTo(Found other) {
      int age = Long.compare(stat.start(), other.stat.start());
      return age == 0 ? Long.compare(pid, other.pid) : age;
    }
  }

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
    boolean exact = false;
    for (long pid : processes.pids()) {
      for (Match match : wanted.matches(processes, pid)) {
        ProcStat stat = processes.stat(pid);
        if (stat != null && !stat.isDead()) {
          Found found = new Found(match, pid, stat);
          Found before = first.get(match.key());
          first.put(match.key(), before == null || found.compareTo(before) < 0 ? found : before);
          exact |= match.exact();
        }
      }
      if (wanted.isLowest() && !first.isEmpty()) {
        break;
      }
    }
    return chosen(first.values(), exact, wanted.isFamily());
  }

  /** What fits exactly, if anything does, without what descends from another match. */
  private List<Found> chosen(Collection<Found> all, boolean exact, boolean family) {
    Set<Long> pids = new HashSet<>();
    for (Found found : all) {
      pids.add(found.pid());
    }
    List<Found> chosen = new ArrayList<>();
    for (Found found : all) {
      if (found.match().exact() == exact && !(family && hasAncestor(found, pids))) {
        chosen.add(found);
      }
    }
    return chosen;
  }

  /** Of the same user: anybody may take any name, and be the ancestor of a set-user-ID program. */
  private boolean hasAncestor(Found found, Set<Long> pids) {
    String users = processes.users(found.pid());
    long parent = found.stat().parent();
    Set<Long> seen = new HashSet<>(); // a pid may come again while we look
    while (parent > 0 && seen.add(parent)) {
      ProcStat stat = processes.stat(parent);
      if (stat == null) {
        return false;
      }
      if (pids.contains(parent) && processes.users(parent).equals(users)) {
        return true;
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
      return same && isStill(wanted, found)
          ? new Running(pid, check == null ? found.stat().check() : check)
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  private boolean isStill(Wanted wanted, Found found) {
    boolean still = false;
    for (Match match : wanted.matches(processes, found.pid())) {
      still |= match.key().equals(found.match().key());
    }
    return still;
  }

  private String ambiguous(String name, List<Found> found) {
    Set<String> once = new HashSet<>();
    Set<String> twice = new HashSet<>();
    for (Found f : found) {
      (once.add(f.match().name()) ? once : twice).add(f.match().name());
    }
    StringBuilder text = new StringBuilder("'" + Printable.of(name) + "' fits ");
    text.append(found.size()).append(" targets:");
    Collections.sort(found);
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
