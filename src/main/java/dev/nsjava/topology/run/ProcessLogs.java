package dev.nsjava.topology.run;

import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.ns.FileName;
import dev.nsjava.ns.Printable;
import dev.nsjava.ns.Reason;
import dev.nsjava.sys.SysException;
import dev.nsjava.sys.SystemCalls;
import dev.nsjava.topology.ProcessName;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the processes of a topology have printed: of each the last 1 MiB at least, and 2 at most,
 * with notes of the supervisor that begin with {@code nsjava: }. Bytes, one char each.
 */
public final class ProcessLogs {

  private static final int IN_MODIFY = 2;
  private static final int IN_MOVED_TO = 0x80;

  /** How much of the end a last line is looked for in, in bytes. */
  private static final int TAIL = 4096;

  private final ProcessFiles files;
  private final Map<ProcessName, Place> places = new HashMap<>();

  /** How far a log was read: which file, and how many bytes of it. */
  private record Place(Object inode, long offset) {

    /** How far it is in a file. */
    long in(Object other) {
      return inode.equals(other) ? offset : 0;
    }
  }

  private static final Object NOTHING = 0L;
  private static final Place BEGINNING = new Place(NOTHING, 0);

  /** Those of a topology. */
  public ProcessLogs(String topology) throws NetlinkException {
    this.files = new ProcessFiles(topology);
  }

  /** The processes that have one. */
  public List<ProcessName> names() throws NetlinkException {
    return files.all();
  }

  /** What one has printed since this was asked last, or at all. */
  public String next(ProcessName name) throws NetlinkException {
    Path log = FileName.path(files.path(name, ProcessFiles.LOG));
    Path old = FileName.path(files.path(name, ProcessFiles.OLD_LOG));
    Place place = places.getOrDefault(name, BEGINNING);
    try {
      Object inode = inode(log);
      if (inode.equals(NOTHING)) {
        return "";
      }
      StringBuilder text = new StringBuilder();
      long offset = place.in(inode);
      if (offset == 0 && !inode(old).equals(NOTHING)) {
        text.append(from(old, place.in(inode(old))));
      }
      String more = from(log, offset);
      places.put(name, new Place(inode, offset + more.length()));
      return text.append(more).toString();
    } catch (IOException e) {
      throw NetlinkException.failed("cannot read " + FileName.all(log) + ": " + Reason.of(e));
    }
  }

  private static Object inode(Path file) throws IOException {
    return Files.exists(file) ? Files.getAttribute(file, "unix:ino") : NOTHING;
  }

  private static String from(Path file, long offset) throws IOException {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[(int) Math.max(0, log.length() - offset)];
      log.seek(offset);
      log.readFully(bytes);
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  /** The last line that one has printed, to be shown; nothing if it has printed nothing. */
  String lastLine(ProcessName name) {
    try {
      Path log = FileName.path(files.path(name, ProcessFiles.LOG));
      String text = from(log, Math.max(0, Files.size(log) - TAIL));
      String last = "";
      for (String line : text.split("\n", -1)) {
        boolean ours = line.startsWith("nsjava: ended (");
        last = line.isBlank() || ours ? last : line;
      }
      return Printable.whole(last.strip());
    } catch (IOException e) {
      return ""; // it only goes with a message
    }
  }

  /** Begins to watch for more. */
  public int watch(NetSession session) throws NetlinkException {
    String directory = files.directory();
    try {
      int fd = session.calls().inotifyInit("cannot watch " + directory);
      int mask = IN_MODIFY | IN_MOVED_TO | SystemCalls.IN_CREATE | SystemCalls.IN_ONLYDIR;
      session.calls().inotifyAddWatch(fd, directory, mask, "cannot watch " + directory);
      return fd;
    } catch (SysException e) {
      throw NetlinkException.of(e);
    }
  }

  /**
   * Waits until there may be more.
   *
   * @return whether there may: not any more when the topology's processes are gone
   */
  public boolean await(NetSession session, int watch) throws NetlinkException {
    try {
      session.calls().read(watch, "cannot watch " + files.directory());
      return files.check();
    } catch (SysException e) {
      throw NetlinkException.of(e);
    }
  }
}
