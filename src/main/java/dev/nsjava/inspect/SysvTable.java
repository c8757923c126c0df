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
          List.of("shmid", "key", "uid", "perms", "size", "nattch"),
          fields(Field.number("BYTES"), Field.number("ATTACHED")));

  private static final String KEY = "key";

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
      for (String heading : headings) {
        int index = lines.get(0).indexOf(heading);
        String cell = index < line.size() ? line.get(index) : "";
        cells.add(heading.equals(KEY) ? key(cell) : cell);
      }
      rows.add(new Row(cells));
    }
    return rows;
  }

  /** As ipcs(1) shows it; here it stands as a signed number. */
  private static String key(String number) {
    return String.format(Locale.ROOT, "0x%08x", Integer.parseInt(number));
  }
}
