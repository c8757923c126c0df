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

  /** The kernel tells a process' offsets of the namespace that its children will be in. */
  private static String offsets(Subject subject) throws IOException {
    OpenNamespace namespace = subject.namespace(NsType.TIME);
    if (namespace == null) {
      return subject.text("timens_offsets"); // so we may not know whether that is another
    }
    if (subject.isProcess() && isFor(subject.file(""), namespace.inode())) {
      return subject.text("timens_offsets");
    }
    String[] names = new File("/proc").list();
    for (String name : names == null ? new String[0] : names) {
      Path process = Path.of("/proc", name);
      if (Character.isDigit(name.charAt(0)) && isFor(process, namespace.inode())) {
        return Proc.text(process.resolve("timens_offsets"));
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
