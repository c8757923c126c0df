package dev.nsjava.inspect;

import dev.nsjava.inspect.Listing.Row;
import dev.nsjava.ns.FileName;
import dev.nsjava.ns.NsType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Queues, semaphores, memory and their limits, see ipc_namespaces(7). */
final class IpcView implements View {

  private static final List<Field> LIMITS = List.of(Field.key("LIMIT"), Field.number("VALUE"));

  private static final List<Field> POSIX_QUEUES =
      List.of(Field.key("NAME"), Field.number("UID"), Field.text("PERMS"), Field.number("BYTES"));

  /** Files in {@code /proc/sys/kernel}: proc_sys_kernel(5). */
  private static final List<String> KERNEL =
      List.of("msgmni", "msgmax", "msgmnb", "shmmni", "shmmax", "shmall");

  /** What the four numbers in {@code sem} are, in their order. */
  private static final List<String> SEM = List.of("semmsl", "semmns", "semopm", "semmni");

  /** Files in {@code /proc/sys/fs/mqueue}: mq_overview(7). */
  private static final List<String> MQUEUE = List.of("queues_max", "msg_max", "msgsize_max");

  @Override
  public void write(Subject subject, Sheet sheet) {
    list(subject, sheet, "message_queues", SysvTable.QUEUES);
    list(subject, sheet, "semaphores", SysvTable.SEMAPHORES);
    list(subject, sheet, "shared_memory", SysvTable.MEMORY);
    sheet.list(
        "posix_queues", POSIX_QUEUES, () -> subject.within(NsType.IPC, () -> posixQueues(subject)));
    sheet.list("limits", LIMITS, () -> subject.within(NsType.IPC, IpcView::limits));
  }

  private static void list(Subject subject, Sheet sheet, String name, SysvTable table) {
    Path file = Path.of("/proc/sysvipc", table.name());
    sheet.list(
        name, table.fields(), () -> table.rows(subject.within(NsType.IPC, () -> Proc.text(file))));
  }

  private static List<Row> limits() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String name : KERNEL) {
      rows.add(Row.of(name, Proc.line(Path.of("/proc/sys/kernel", name))));
    }
    List<String> sem = List.of(Proc.line(Path.of("/proc/sys/kernel/sem")).split("\t", -1));
    for (int i = 0; i < SEM.size(); i++) {
      rows.add(Row.of(SEM.get(i), sem.get(i)));
    }
    Path mqueue = Path.of("/proc/sys/fs/mqueue");
    for (String name : Files.exists(mqueue) ? MQUEUE : List.<String>of()) {
      rows.add(Row.of("mqueue/" + name, Proc.line(mqueue.resolve(name))));
    }
    return rows;
  }

  /** They are files of a file system that shows the ipc namespace of whoever mounts it. */
  private static List<Row> posixQueues(Subject subject) throws IOException {
    new PrivateMounts(subject.libc()).mount("mqueue", "mqueue", "");
    List<Row> rows = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(PrivateMounts.POINT)) {
      for (Path file : files) {
        try {
          rows.add(posixQueue(file));
        } catch (IOException e) {
          if (!Proc.isGone(e)) { // what its file says may be for its owner only
            rows.add(Row.of("/" + FileName.of(file), null, null, null));
          }
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    rows.sort(Comparator.comparing(row -> String.valueOf(row.cells().get(0))));
    return rows;
  }

  /** A file says how full its queue is: {@code QSIZE:129 NOTIFY:0 …}. */
  private static Row posixQueue(Path file) throws IOException {
    String text;
    try (InputStream in = Files.newInputStream(file)) { // a name may be no text for the runtime
      text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
    String bytes = text.startsWith("QSIZE:") ? text.substring(6).split(" ", -1)[0] : null;
    int mode = (int) Objects.requireNonNull(Files.getAttribute(file, "unix:mode"));
    String uid = String.valueOf(Files.getAttribute(file, "unix:uid"));
    String perms = String.format(Locale.ROOT, "%03o", mode & 07777);
    return Row.of("/" + FileName.of(file), uid, perms, bytes);
  }
}
