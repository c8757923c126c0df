package dev.nsjava.inspect;

import dev.nsjava.inspect.Listing.Row;
import dev.nsjava.ns.NsType;
import dev.nsjava.ns.Reason;
import dev.nsjava.sys.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Files of proc(5), as bytes, one char each. */
final class Proc {

  /** Our own directory. */
  static final Path SELF = Path.of("/proc/self");

  private Proc() {}

  /** The whole text of a file: no size is known before. */
  static String text(Path file) throws IOException {
    return TextFile.read(file.toString());
  }

  /** The text of a file with one line, without the newline. */
  static String line(Path file) throws IOException {
    String text = text(file);
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  /** The lines that are not empty. */
  static List<String> lines(String text) {
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    lines.removeIf(String::isEmpty);
    return lines;
  }

  /** The words of each line that has any. */
  static List<List<String>> words(String text) {
    List<List<String>> lines = new ArrayList<>();
    for (String line : lines(text)) {
      String stripped = line.strip();
      if (!stripped.isEmpty()) {
        lines.add(List.of(stripped.split("[ \t]+", -1)));
      }
    }
    return lines;
  }

  /**
   * A row for each line.
   *
   * @param least how many words it must have
   * @throws IOException if it has less: no kernel that we know has written it
   */
  static List<Row> rows(String text, int least, Function<List<String>, Row> row)
      throws IOException {
    List<Row> rows = new ArrayList<>();
    for (List<String> words : words(text)) {
      if (words.size() < least) {
        throw new IOException("it is written in a way that is not known");
      }
      rows.add(row.apply(words));
    }
    return rows;
  }

  /** What follows a name in {@code status}, as words; none if it is not there. */
  static List<String> field(String status, String name) {
    for (String line : lines(status)) {
      if (line.startsWith(name + ":")) {
        String rest = line.substring(name.length() + 1).strip();
        return rest.isEmpty() ? List.of() : Arrays.asList(rest.split("[ \t]+", -1));
      }
    }
    return List.of();
  }

  /** Whether a file could not be read since its process has ended. */
  static boolean isGone(IOException e) {
    return Reason.of(e).startsWith("No such "); // file or directory, or process
  }

  /** The inode of a namespace of a process, or null if we may not know. */
  static @Nullable Long inode(Path process, NsType type) {
    try {
      return OpenNamespace.inode(process.resolve("ns/" + type.word()), type);
    } catch (IOException e) {
      return null;
    }
  }

  /** Whether the kernel has namespaces of a type. */
  static boolean has(NsType type) {
    return Files.exists(SELF.resolve("ns/" + type.word()));
  }
}
