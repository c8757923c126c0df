package dev.nsjava.inspect;

import dev.nsjava.inspect.Listing.Row;
import dev.nsjava.ns.NsType;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How far clocks are from those of the host, see time_namespaces(7). */
final class TimeView implements View {

  private static final List<Field> FIELDS =
      List.of(Field.key("CLOCK"), Field.number("SECONDS"), Field.number("NANOSECONDS"));

  @Override
  public void write(Subject subject, Sheet sheet) {
    sheet.list("offsets", FIELDS, () -> rows(offsets(subject)));
  }

  static List<Row> rows(String offsets) throws IOException {
    return Proc.rows(offsets, 3, words -> Row.of(words.get(0), words.get(1), words.get(2)));
  }

  /**
   * The kernel tells a process' offsets of the namespace that its children will be in: so they are
   * those of any process for which this one is that, before and after they are read.
   */
  private static String offsets(Subject subject) throws IOException {
    long inode = subject.require(NsType.TIME).inode();
    String[] names = new File("/proc").list();
    for (String name : names == null ? new String[0] : names) {
      Path process = Path.of("/proc", name);
      if (Character.isDigit(name.charAt(0)) && isFor(process, inode)) {
        String offsets = Proc.text(process.resolve("timens_offsets"));
        if (isFor(process, inode)) {
          return offsets;
        }
      }
    }
    throw new IOException("no process has children in it");
  }

  private static boolean isFor(Path process, long inode) {
    try {
      Path link = process.resolve("ns/time_for_children");
      return OpenNamespace.inode(link, NsType.TIME) == inode;
    } catch (IOException e) {
      return false;
    }
  }
}
