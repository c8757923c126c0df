package dev.nsjava.ns;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process of a survey.
 *
 * @param pid as the proc that was looked at has it
 * @param parent 0 if it has none that can be seen
 * @param uid the owner of its directory in proc, unsigned
 * @param command its words with blanks between, or its name if it has none; bytes
 */
public record SeenProcess(long pid, long parent, long uid, String command) {

  private static final int LONGEST_COMMAND = (1 << 13) - 1;

  /**
   * Looks at a process.
   *
   * @throws IOException if it is gone
   */
  static SeenProcess of(String proc, long pid) throws IOException {
    String directory = proc + "/" + pid;
    long parent = ProcStat.of(directory).parent();
    Object uid = Files.getAttribute(Path.of(directory), "unix:uid");
    return new SeenProcess(pid, parent, (int) uid & 0xffff_ffffL, command(directory));
  }

  private static String command(String directory) throws IOException {
    byte[] bytes = new byte[LONGEST_COMMAND];
    int length = read(directory + "/cmdline", bytes);
    boolean words = length > 0;
    if (!words) {
      length = read(directory + "/comm", bytes);
    }
    length -= length > 0 && bytes[length - 1] == (words ? 0 : '\n') ? 1 : 0;
    for (int i = 0; i < length; i++) {
      bytes[i] = bytes[i] == 0 ? (byte) ' ' : bytes[i];
    }
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }

  private static int read(String file, byte[] bytes) throws IOException {
    try (FileInputStream in = new FileInputStream(file)) {
      return Math.max(0, in.readNBytes(bytes, 0, bytes.length));
    }
  }
}
