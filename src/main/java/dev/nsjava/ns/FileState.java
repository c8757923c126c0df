package dev.nsjava.ns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** By what a file is known again: any change of it is seen there, see inode(7). */
public final class FileState {

  /** In nanoseconds. What is younger may change once more without another time. */
  private static final long YOUNG = TimeUnit.SECONDS.toNanos(2);

  private FileState() {}

  /**
   * That of what a path leads to.
   *
   * @param path bytes, one char each
   * @return device, inode, size in bytes, and the times of the last change of content and of inode
   *     in nanoseconds since 1970, joined by colons; {@code -} if there is no such file; null if it
   *     cannot be told, or has changed just now
   */
  public static @Nullable String of(String path) {
    try {
      Map<String, Object> file =
          Files.readAttributes(FileName.path(path), "unix:dev,ino,size,lastModifiedTime,ctime");
      long changed = nanoseconds(file, "ctime");
      long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
      return now - changed < YOUNG
          ? null
          : file.get("dev")
              + ":"
              + file.get("ino")
              + ":"
              + file.get("size")
              + ":"
              + nanoseconds(file, "lastModifiedTime")
              + ":"
              + changed;
    } catch (NoSuchFileException e) {
      return "-";
    } catch (IOException e) {
      return null;
    }
  }

  private static long nanoseconds(Map<String, Object> file, String name) {
    return file.get(name) instanceof FileTime time ? time.to(TimeUnit.NANOSECONDS) : 0;
  }
}
