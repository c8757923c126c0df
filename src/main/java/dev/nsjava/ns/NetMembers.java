package dev.nsjava.ns;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is in a network namespace: processes with at least one thread there, whether or not it is
 * their first. The runtime and its launcher are left out.
 */
public final class NetMembers {

  private static final String PROC = "/proc";

  private final Processes processes = new Processes(PROC);
  private final String link;
  private int hidden;

  /**
   * Those of a namespace.
   *
   * @throws TargetException if {@code /proc} is that of another pid namespace
   */
  public NetMembers(long inode) {
    this.link = "net:[" + inode + "]";
  }

  /** Their pids by now, in ascending order. */
  public List<Long> pids() {
    hidden = 0;
    List<Long> pids = new ArrayList<>();
    for (long pid : processes.pids()) {
      if (has(pid)) {
        pids.add(pid);
      }
    }
    return pids;
  }

  /** How many processes {@link #pids} had no right to look at. */
  public int hidden() {
    return hidden;
  }

  /** Whether a process is in it. */
  public boolean has(long pid) {
    String directory = PROC + "/" + pid;
    try {
      if (isIn(directory)) {
        return true;
      }
      String[] threads = new File(directory + "/task").list();
      boolean any = false;
      for (int i = 0; threads != null && i < threads.length && !any; i++) {
        any = threads.length > 1 && isIn(directory + "/task/" + threads[i]);
      }
      return any;
    } catch (AccessDeniedException e) {
      hidden++;
      return false;
    }
  }

  private boolean isIn(String directory) throws AccessDeniedException {
    try {
      return Files.readSymbolicLink(Path.of(directory + "/ns/net")).toString().equals(link);
    } catch (AccessDeniedException e) {
      throw e;
    } catch (IOException e) {
      return false; // has ended, that thread at least
    }
  }
}
