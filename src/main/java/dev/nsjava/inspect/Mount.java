package dev.nsjava.inspect;

import dev.nsjava.ns.Escapes;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A line of proc_pid_mountinfo(5). Bytes, one char each.
 *
 * @param point where, from the root of the process
 * @param device the numbers of the file system, {@code MAJOR:MINOR}
 * @param root which directory of the file system
 * @param options of the mount, then those of the file system, each once, by commas
 * @param propagation the words of mount_namespaces(7), without numbers
 */
record Mount(
    String point,
    String type,
    String source,
    String device,
    String root,
    String options,
    String propagation) {

  private static final int DEVICE = 2;
  private static final int ROOT = 3;
  private static final int POINT = 4;
  private static final int OPTIONS = 5;

  /** All mounts of a file, in its order: what hides another comes later. */
  static List<Mount> parse(String mountinfo) throws IOException {
    List<Mount> mounts = new ArrayList<>();
    for (String line : Proc.lines(mountinfo)) {
      if (!line.isEmpty()) {
        mounts.add(line(Arrays.asList(line.split(" ", -1))));
      }
    }
    return mounts;
  }

  /**
   * As many mounts of a file as a budget allows.
   *
   * @param more how many there are beyond
   */
  record Some(List<Mount> mounts, int more) {}

  /** Characters, if each line were as long as the longest: so much room a table takes. */
  private static final long BUDGET = 4_000_000;

  private static final int BLOCK = 1 << 16;

  /** Reads a file line by line: whoever mounts decides how long it is. */
  static Some read(Path file) throws IOException {
    return read(file, "");
  }

  /**
   * The same of the lines that contain a text.
   *
   * @param text bytes, one char each; empty: all lines do
   */
  static Some read(Path file, String text) throws IOException {
    try (InputStream in = new FileInputStream(file.toString())) {
      return read(in, text, BUDGET);
    }
  }

  /** The same within another budget. */
  static Some read(InputStream in, String text, long budget) throws IOException {
    List<Mount> mounts = new ArrayList<>();
    int more = 0;
    int longest = 0;
    byte[] block = new byte[BLOCK];
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int length = in.read(block); length > 0; length = in.read(block)) {
      int start = 0;
      for (int i = 0; i < length; i++) {
        if (block[i] != '\n') {
          continue;
        }
        if (more > 0) {
          more++;
        } else {
          line.write(block, start, i - start);
          longest = Math.max(longest, line.size());
          if (longest * (mounts.size() + 1L) > budget) {
            more++;
          } else if (line.toString(StandardCharsets.ISO_8859_1).contains(text)) {
            mounts.addAll(parse(line.toString(StandardCharsets.ISO_8859_1)));
          }
        }
        line.reset();
        start = i + 1;
      }
      if (more == 0) {
        line.write(block, start, length - start);
      }
    }
    return new Some(mounts, more);
  }

  private static Mount line(List<String> words) throws IOException {
    int end = words.subList(Math.min(OPTIONS + 1, words.size()), words.size()).indexOf("-");
    int dash = OPTIONS + 1 + end;
    if (end < 0 || words.size() < dash + 4) {
      throw new IOException("it is written in a way that is not known");
    }
    return new Mount(
        Escapes.undone(words.get(POINT)),
        words.get(dash + 1),
        Escapes.undone(words.get(dash + 2)),
        words.get(DEVICE),
        Escapes.undone(words.get(ROOT)),
        options(words.get(OPTIONS), words.get(dash + 3)),
        propagation(words.subList(OPTIONS + 1, dash)));
  }

  /** A mount may be read-only where its file system is not: then only that is true. */
  private static String options(String mount, String system) {
    Set<String> options = new LinkedHashSet<>(Arrays.asList(mount.split(",", -1)));
    for (String option : system.split(",", -1)) {
      if (!option.equals("rw") && !option.equals("ro")) {
        options.add(option);
      }
    }
    return Escapes.undone(String.join(",", options));
  }

  private static String propagation(List<String> fields) {
    List<String> words = new ArrayList<>();
    for (String field : fields) {
      int colon = field.indexOf(':');
      String word = colon < 0 ? field : field.substring(0, colon);
      switch (word) {
        case "shared", "unbindable" -> words.add(word);
        case "master" -> words.add("slave");
        default -> {} // propagate_from says of whom one is the slave
      }
    }
    return words.isEmpty() ? "private" : String.join(",", words);
  }

  /** Whether the same is mounted, however changes of it spread. */
  boolean isLike(Mount other) {
    return type.equals(other.type)
        && source.equals(other.source)
        && device.equals(other.device)
        && root.equals(other.root)
        && options.equals(other.options);
  }
}
