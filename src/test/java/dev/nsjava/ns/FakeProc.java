package dev.nsjava.ns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A proc of our own making. We are process 10 in it, and the launcher is process 9. */
final class FakeProc {

  /** One of its processes. */
  final class Entry {
    private final long pid;
    private final Path directory;

    private Entry(long pid) {
      this.pid = pid;
      directory = root.resolve(Long.toString(pid));
    }

    Entry comm(String name) {
      return file("comm", name + "\n");
    }

    Entry cgroup(String... lines) {
      return file("cgroup", String.join("\n", lines) + "\n");
    }

    Entry command(String... words) {
      return file("cmdline", String.join("\0", words) + "\0");
    }

    Entry users(String ids) {
      return file("status", "Name:\tp\nUid:\t" + ids + "\nGid:\t0\n");
    }

    Entry born(long start, long parent) {
      return state('S', start, parent);
    }

    Entry state(char state, long start, long parent) {
      return file("stat", stat(pid, state, parent, start));
    }

    Entry in(String type, long inode) {
      try {
        Files.createDirectories(directory.resolve("ns"));
        Path link = directory.resolve("ns").resolve(type);
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of(type + ":[" + inode + "]"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return this;
    }

    /** Has a file open: {@code socket:[7]}, {@code net:[8]}, {@code /dev/null}. */
    Entry open(int number, String file) {
      try {
        Files.createDirectories(directory.resolve("fd"));
        Files.createSymbolicLink(directory.resolve("fd").resolve("" + number), Path.of(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return this;
    }

    Entry bytes(String name, String text) {
      return file(name, text);
    }

    private Entry file(String name, String text) {
      write(directory.resolve(name), text);
      return this;
    }
  }

  private final Path root;

  FakeProc(Path root) {
    this.root = root;
    write(root.resolve("self/status"), "Name:\tjava\nPid:\t10\nPPid:\t9\nNSpid:\t10\n");
    write(root.resolve("uptime"), "1.0 1.0\n");
    for (long pid : new long[] {9, 10}) {
      process(pid).comm("nsjava").born(pid, 1).cgroup("0::/user.slice/ours.scope").in("net", 1);
    }
  }

  String path() {
    return root.toString();
  }

  /** A process named {@code p} that started at its pid, as a child of process 1. */
  Entry process(long pid) {
    return new Entry(pid).comm("p").born(pid, 1).command("p", Long.toString(pid));
  }

  void mountinfo(String text) {
    write(root.resolve("self/mountinfo"), text);
  }

  void status(String text) {
    write(root.resolve("self/status"), text);
  }

  void end(long pid) {
    try {
      Files.walkFileTree(root.resolve(Long.toString(pid)), new Removal());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line of proc_pid_stat(5) with a name that tries to be one. */
  static String stat(long pid, char state, long parent, long start) {
    String middle = " 1".repeat(17);
    return pid + " (a) R 1) " + state + " " + parent + middle + " " + start + " 4096 1 0\n";
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(
        Path directory, @org.jspecify.annotations.Nullable IOException e) throws IOException {
      Files.delete(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
