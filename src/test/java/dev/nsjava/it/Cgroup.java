package dev.nsjava.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A control group of the test's own with one limit, of version 1 or 2, as the machine has it. */
final class Cgroup implements AutoCloseable {

  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final String PREFIX = "nsjava-it-" + ProcessHandle.current().pid() + "-";
  private static final boolean UNIFIED = Files.exists(ROOT.resolve("cgroup.controllers"));

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Path directory;

  private Cgroup(String controller, String name) throws IOException {
    Path parent = UNIFIED ? ROOT : ROOT.resolve(controller);
    if (UNIFIED) {
      Files.writeString(parent.resolve("cgroup.subtree_control"), "+" + controller);
    }
    directory = Files.createDirectory(parent.resolve(PREFIX + name));
  }

  /** At most so many tasks. */
  static Cgroup ofTasks(int tasks) throws IOException {
    Cgroup cgroup = new Cgroup("pids", "tasks-" + tasks);
    cgroup.set("pids.max", Integer.toString(tasks));
    return cgroup;
  }

  /** The same, below one of our name. */
  static Cgroup ofTasks(int tasks, String name) throws IOException {
    Cgroup cgroup = new Cgroup("pids", name);
    cgroup.set("pids.max", Integer.toString(tasks));
    return cgroup;
  }

  /** At most so much memory, and no swap. */
  static Cgroup ofMemory(int mebibytes) throws IOException {
    Cgroup cgroup = new Cgroup("memory", "memory-" + mebibytes);
    cgroup.set(UNIFIED ? "memory.max" : "memory.limit_in_bytes", mebibytes + "M");
    return cgroup;
  }

  /** A name for one that somebody else makes, and removes. */
  static String newName() {
    return PREFIX + COUNT.incrementAndGet();
  }

  /** The starter's option that puts a program into it. */
  String join() {
    return "join=" + directory.resolve("cgroup.procs");
  }

  /** The directories of all that this process made and did not remove. */
  static List<String> all() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT, UNIFIED ? 1 : 2)) {
      return files.map(Path::toString).filter(path -> path.contains(PREFIX)).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void set(String file, String value) throws IOException {
    Files.writeString(directory.resolve(file), value);
  }

  @Override
  public void close() throws IOException {
    Files.delete(directory);
  }
}
