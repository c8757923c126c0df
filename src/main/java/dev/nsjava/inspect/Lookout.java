package dev.nsjava.inspect;

import dev.nsjava.ns.NsType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A thread that stays outside and reads for one that has gone into namespaces. There no path is to
 * be trusted, and what the kernel shows of a thread it shows to each reader in the reader's terms.
 */
final class Lookout implements AutoCloseable {

  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  /** Starts the thread, where the caller is. */
  Lookout() throws IOException {
    ask(() -> Path.of("/proc/self/task"));
  }

  /** The mounts of the thread that is in a mount namespace. */
  Mount.Some mounts(long inode) throws IOException {
    return mounts(NsType.MNT, inode, "");
  }

  /** Those of the thread that is in a namespace whose lines contain a text. */
  Mount.Some mounts(NsType type, long inode, String text) throws IOException {
    return ask(() -> Mount.read(task(type, inode).resolve("mountinfo"), text));
  }

  private static Path task(NsType type, long inode) throws IOException {
    try (var tasks = java.nio.file.Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path task : tasks) {
        if (Long.valueOf(inode).equals(Proc.inode(task, type))) {
          return task;
        }
      }
    }
    throw new IOException("No such process");
  }

  private <T> T ask(Sheet.Source<T> source) throws IOException {
    try {
      return thread.submit(source::read).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
