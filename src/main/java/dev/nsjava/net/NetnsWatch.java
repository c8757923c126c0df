package dev.nsjava.net;

import dev.nsjava.sys.SysException;
import dev.nsjava.sys.SystemCalls;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Names of network namespaces that come and go, as inotify(7) tells. Not by the runtime's own
 * WatchService, which forgets all but 512 at a time.
 */
public final class NetnsWatch implements AutoCloseable {

  /** Of {@code struct inotify_event}: four ints, then the name with NULs behind it. */
  private static final int HEADER = 16;

  private static final int MASK_AT = 4;
  private static final int LENGTH_AT = 12;
  private static final int IN_IGNORED = 0x8000;

  private final SystemCalls calls;
  private final String directory;
  private final int fd;

  /** What is there by now, as far as it was told. */
  private final Set<String> known;

  private NetnsWatch(SystemCalls calls, String directory, int fd) throws NetlinkException {
    this.calls = calls;
    this.directory = directory;
    this.fd = fd;
    this.known = new LinkedHashSet<>(NetnsNames.all());
  }

  /**
   * A name that came or went.
   *
   * @param added whether it came
   */
  public record Event(boolean added, String name) {}

  static NetnsWatch of(SystemCalls calls, String directory) throws NetlinkException {
    int fd = calls.inotifyInit("cannot watch " + directory);
    int mask = SystemCalls.IN_CREATE | SystemCalls.IN_DELETE | SystemCalls.IN_ONLYDIR;
    calls.inotifyAddWatch(fd, directory, mask, "cannot watch " + directory);
    return new NetnsWatch(calls, directory, fd);
  }

  /**
   * What comes next; waits for it. Where it was too much for the kernel to keep, the difference
   * that it made; what happens just then may be told twice.
   *
   * @throws NetlinkException if the directory is removed
   */
  public List<Event> next() throws NetlinkException {
    ByteBuffer read;
    try {
      read = ByteBuffer.wrap(calls.read(fd, "cannot watch " + directory));
    } catch (SysException e) {
      throw NetlinkException.of(e);
    }
    read.order(ByteOrder.nativeOrder());
    List<Event> events = new ArrayList<>();
    for (int at = 0; at + HEADER <= read.limit(); at += HEADER + read.getInt(at + LENGTH_AT)) {
      int mask = read.getInt(at + MASK_AT);
      if ((mask & IN_IGNORED) != 0) {
        throw NetlinkException.failed(directory + " was removed");
      }
      if ((mask & SystemCalls.IN_Q_OVERFLOW) != 0) {
        addDifference(events);
      } else {
        add(events, (mask & SystemCalls.IN_CREATE) != 0, name(read, at));
      }
    }
    return events;
  }

  private static String name(ByteBuffer read, int at) {
    byte[] bytes = new byte[read.getInt(at + LENGTH_AT)];
    read.get(at + HEADER, bytes);
    String name = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = name.indexOf('\0');
    return end < 0 ? name : name.substring(0, end);
  }

  private void add(List<Event> events, boolean added, String name) {
    if (added) {
      known.add(name);
    } else {
      known.remove(name);
    }
    events.add(new Event(added, name));
  }

  private void addDifference(List<Event> events) throws NetlinkException {
    Set<String> now = new LinkedHashSet<>(NetnsNames.all());
    for (String name : new ArrayList<>(known)) {
      if (!now.contains(name)) {
        add(events, false, name);
      }
    }
    for (String name : now) {
      if (!known.contains(name)) {
        add(events, true, name);
      }
    }
  }

  @Override
  public void close() {
    calls.close(fd);
  }
}
