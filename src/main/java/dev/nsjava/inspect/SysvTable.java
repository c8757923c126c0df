package dev.nsjava.inspect;

import dev.nsjava.inspect.Listing.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file of proc_sysvipc(5). What is in it is that of the ipc namespace of whoever opens it.
 *
 * @param name of the file
 * @param headings those of the file's columns that are shown, in the order of the fields
 */
record SysvTable(String name, List<String> headings, List<Field> fields) {

  static final SysvTable QUEUES =
      new SysvTable(
          "msg",
          List.of("msqid", "key", "uid", "perms", "qnum", "cbytes"),
          fields(Field.number("MESSAGES"), Field.number("BYTES")));

  static final SysvTable SEMAPHORES =
      new SysvTable(
          "sem",
          List.of("semid", "key", "uid", "perms", "nsems"),
          fields(Field.number("SEMAPHORES")));

  static final SysvTable MEMORY =
      new SysvTable(
          "shm",
          List.of("shmid", "key", "uid", "perms", "size", "nattch", "perms"),
          fields(Field.number("BYTES"), Field.number("ATTACHED"), Field.text("STATUS")));

  /** Of shared memory, beside the permissions: linux/shm.h. */
  private static final int SHM_DEST = 01000;

  private static final int SHM_LOCKED = 02000;

  private static List<Field> fields(Field... own) {
    List<Field> fields = new ArrayList<>();
    fields.add(Field.keyNumber("ID"));
    fields.add(Field.text("KEY"));
    fields.add(Field.number("UID"));
    fields.add(Field.text("PERMS"));
    fields.addAll(List.of(own));
    return fields;
  }

  /** The file's lines below that with the headings. */
  List<Row> rows(String text) throws IOException {
    List<List<String>> lines = Proc.words(text);
    if (lines.isEmpty() || !lines.get(0).containsAll(headings)) {
      throw new IOException("it is written in a way that is not known");
    }
    List<Row> rows = new ArrayList<>();
    for (List<String> line : lines.subList(1, lines.size())) {
      List<@Nullable String> cells = new ArrayList<>();
      for (int i = 0; i < headings.size(); i++) {
        int index = lines.get(0).indexOf(headings.get(i));
        cells.add(cell(fields.get(i), index < line.size() ? line.get(index) : ""));
      }
      rows.add(new Row(cells));
    }
    return rows;
  }

  /** As ipcs(1) shows it; here a key stands as a signed number, and a mode with all its bits. */
  private static String cell(Field field, String text) {
    return switch (field.name()) {
      case "KEY" -> String.format(Locale.ROOT, "0x%08x", Integer.parseInt(text));
      case "PERMS" -> Integer.toOctalString(Integer.parseInt(text, 8) & 0777);
      case "STATUS" -> status(Integer.parseInt(text, 8));
      default -> text;
    };
  }

  private static String status(int mode) {
    List<String> words = new ArrayList<>();
    words.add((mode & SHM_DEST) != 0 ? "dest" : "");
    words.add((mode & SHM_LOCKED) != 0 ? "locked" : "");
    words.removeIf(String::isEmpty);
    return String.join(",", words);
  }
}
