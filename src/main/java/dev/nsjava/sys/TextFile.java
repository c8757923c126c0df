package dev.nsjava.sys;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Files as bytes, one char each. */
public final class TextFile {

  private TextFile() {}

  /** A whole file: one of proc(5) has no size that is known before. */
  public static String read(String file) throws IOException {
    return read(file, Integer.MAX_VALUE);
  }

  /**
   * The beginning of a file.
   *
   * @param most bytes
   */
  public static String read(String file, int most) throws IOException {
    try (FileInputStream in = new FileInputStream(file)) {
      return new String(in.readNBytes(most), StandardCharsets.ISO_8859_1);
    }
  }
}
