package dev.nsjava.ns;

import dev.nsjava.sys.LibC;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Work within namespaces of others: on a platform thread that goes in, does it and ends. setns(2)
 * moves the calling thread alone, and nobody else could use a thread that was moved.
 *
 * <p>Only this thread is there, and those that it starts itself, as clone(2) has it: not the JVM's
 * other ones, those of pools and those that carry virtual threads. The kernel's {@code /proc/net}
 * and {@code /proc/self} are those of the main thread, so read {@code /proc/thread-self}.
 *
 * <p>Within a mount namespace every path is the target's, also those that the JVM opens by itself.
 * What it loads there, a library of the JDK say, is a file that the target may have made. So let
 * such work be short, and load what it needs before.
 */
public final class Visit {

  private static final int CLONE_FS = 0x200;

  /**
   * What is to be done.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object> {

    /** Does it, on the thread that went in. */
    T run() throws IOException;
  }

  private final LibC libc;
  private final Map<NsType, String> files;
  private final Map<NsType, Integer> fds = new EnumMap<>(NsType.class);

  private Visit(LibC libc, Map<NsType, String> files) {
    this.libc = libc;
    this.files = files;
  }

  /**
   * Does work within namespaces.
   *
   * @param files the namespaces' files by their types: {@code /proc/PID/ns/net}, bytes. All are
   *     opened before the first is entered. A JVM, which has many threads, cannot enter user and
   *     time namespaces, and only its children would be in a pid namespace.
   * @throws dev.nsjava.sys.SysException if there is no such namespace, or it may not be entered
   * @throws IOException what the work has thrown; so are unchecked exceptions
   */
  public static <T extends @Nullable Object> T in(
      LibC libc, Map<NsType, String> files, Work<T> work) throws IOException {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              new Visit(libc, files).enter();
              return work.run();
            });
    Thread visitor = Thread.ofPlatform().name("visit").daemon().start(task);
    try {
      return task.get();
    } catch (InterruptedException e) {
      visitor.interrupt();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted within a namespace");
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    }
  }

  private void enter() throws IOException {
    try {
      for (Map.Entry<NsType, String> file : files.entrySet()) {
        fds.put(file.getKey(), NsFile.open(libc, file.getValue()));
      }
      if (fds.containsKey(NsType.MNT)) {
        Files.exists(Path.of("/")); // loads the JDK's library for files, while it is the JDK's
        LibC.check(libc.unshare(CLONE_FS), "cannot unshare the root directory");
      }
      fds.forEach(this::enter); // in the order of the types: mount namespaces last
    } finally {
      fds.values().forEach(libc::close);
    }
  }

  private void enter(NsType type, int fd) {
    LibC.check(libc.setns(fd, flag(type)), "cannot enter " + files.get(type));
  }

  /** What the thread has thrown. */
  private static IOException thrown(@Nullable Throwable cause) {
    return switch (cause) {
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> new IOException(cause);
    };
  }

  /** {@code CLONE_NEW*}, see clone(2). */
  private static int flag(NsType type) {
    return switch (type) {
      case CGROUP -> 0x0200_0000;
      case IPC -> 0x0800_0000;
      case UTS -> 0x0400_0000;
      case NET -> 0x4000_0000;
      case MNT -> 0x0002_0000;
      case USER, PID, TIME ->
          throw new IllegalArgumentException("no thread enters a " + type.word() + " namespace");
    };
  }
}
