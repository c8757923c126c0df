package dev.nsjava.ns;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file could not be read, as strerror(3) says it: the runtime does so in several ways. */
public final class Reason {

  private Reason() {}

  /** As in {@code Permission denied}. */
  public static String of(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "No such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return "Permission denied";
    }
    if (e instanceof NotDirectoryException) {
      return "Not a directory";
    }
    if (e instanceof FileSystemException f) {
      return String.valueOf(f.getReason());
    }
    String message = String.valueOf(e.getMessage()); // of java.io: FILE (REASON)
    int open = message.lastIndexOf(" (");
    return open < 0 ? message : message.substring(open + 2, message.length() - 1);
  }
}
