package dev.nsjava.topology.live;

import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.ns.FileName;
import dev.nsjava.ns.Ownership;
import dev.nsjava.ns.Reason;
import dev.nsjava.sys.SysException;
import dev.nsjava.sys.SystemCalls;
import dev.nsjava.topology.Mark;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.TopologyException;
import dev.nsjava.topology.file.TopologyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of topologies that are up: below {@code /run/nsjava} for each the file that it
 * was made from. Nothing that takes them down needs it. Whoever makes changes writes it, too: if
 * that is killed nothing is written any more.
 */
public final class State {

  private static final String ENDING = ".yaml";

  /** Not the directory, which everybody may open, and what one may open one may lock. */
  private static final String LOCK = Mark.DIRECTORY + ".lock";

  private static final String PLAIN = "# brought up without shaping\n";
  private static final int PORTION = 32 << 10;
  private static final int FOR_THE_OWNER = 0600;
  private static final int FOR_ALL = 0755;

  private static final String SEPARATOR = "\0";

  private final String name;
  private final Path file;

  /** What was up before changes that are not made as yet: all of it may be there still. */
  private final Path unfinished;

  /**
   * That of a topology.
   *
   * @throws NetlinkException if none can have the name
   */
  public State(String name) throws NetlinkException {
    if (!Mark.isName(name)) {
      throw NetlinkException.failed(
          "invalid name of a topology '" + name + "': 1 to 32 letters, digits, _ . - are allowed");
    }
    this.name = name;
    this.file = Mark.DIRECTORY.resolve(name + ENDING);
    this.unfinished = Mark.DIRECTORY.resolve(name + ".unfinished");
  }

  /**
   * Waits until nobody else brings topologies up or down. It is let go of with the session.
   *
   * @throws NetlinkException if the directory is not safe: others could change it
   */
  public static void lock(NetSession session) throws NetlinkException {
    try {
      make(session.calls());
      check();
      session.lock(LOCK);
    } catch (IOException e) {
      throw failure("cannot use", Mark.DIRECTORY, e);
    } catch (SysException e) {
      throw NetlinkException.failed(String.valueOf(e.getMessage()));
    }
  }

  /** Others may do so. */
  public static void unlock(NetSession session) {
    session.unlock(LOCK);
  }

  private static void make(SystemCalls calls) {
    if (Files.exists(Mark.DIRECTORY, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      calls.mkdir(Mark.DIRECTORY.toString(), FOR_ALL, "cannot make " + Mark.DIRECTORY);
    } catch (SysException e) {
      if (!e.is("EEXIST")) { // somebody else was faster
        throw e;
      }
    }
  }

  private static void check() throws IOException {
    Ownership seen;
    try {
      seen = Ownership.of(Mark.DIRECTORY);
    } catch (NoSuchFileException e) {
      return; // whoever opens it says so
    }
    if (!seen.isDirectory() || !seen.isOurs() || seen.isWritableByOthers()) {
      throw NetlinkException.failed(
          Mark.DIRECTORY + " belongs to another user, or others may write to it: not safe to use");
    }
  }

  /**
   * The text that is remembered of a file.
   *
   * @param plain whether its shapes were left out
   */
  public static String remembered(String text, boolean plain) {
    return plain ? PLAIN + text : text;
  }

  /** The topology that a text describes, as it was brought up. */
  public static Topology topology(String name, String text) throws TopologyException {
    Topology topology = TopologyFile.read(name, text);
    return text.startsWith(PLAIN) ? topology.withoutShaping() : topology;
  }

  /** The text of the file that it was made from, or null if that is not known. It may be none. */
  public @Nullable String text() throws NetlinkException {
    return text(file);
  }

  private static @Nullable String text(Path file) throws NetlinkException {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw failure("cannot read", file, e);
    }
  }

  /** When it was brought up, or changed last; null if that is not known. */
  public @Nullable Instant since() {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * The texts of all files of which something may be there: more than one if somebody was killed.
   */
  List<String> texts() throws NetlinkException {
    Set<String> texts = new LinkedHashSet<>();
    String before = text(unfinished);
    if (before != null) {
      texts.addAll(List.of(before.split(SEPARATOR)));
    }
    String now = text();
    if (now != null) {
      texts.add(now);
    }
    return List.copyOf(texts);
  }

  /** Whether all that a text asks for was made, and all that others before had was taken away. */
  boolean isDone(String text) throws NetlinkException {
    return text.equals(text()) && !Files.exists(unfinished, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Remembers what is to be made from now on, and what there was before until {@link #finish}. A
   * text that is not whole is known by that it is another than the file's.
   */
  void begin(SystemCalls calls, String text) throws NetlinkException {
    List<String> before = texts();
    if (!before.isEmpty()) {
      save(calls, unfinished, String.join(SEPARATOR, before));
    }
    save(calls, file, text);
  }

  /**
   * Whether the namespaces live as long as another command does: see {@link #hold}.
   *
   * @throws NetlinkException if only another user may know
   */
  public boolean isHeld(NetSession session) throws NetlinkException {
    try {
      return Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !session.tryLock(file.toString());
    } catch (SysException e) {
      if (e.is("EACCES")) {
        throw NetlinkException.failed("topology '" + name + "' belongs to another user");
      }
      return false; // gone by now, or no file at all
    } finally {
      session.unlock(file.toString());
    }
  }

  /** The namespaces live as long as the session: they have no names. */
  void hold(NetSession session) {
    session.tryLock(file.toString());
  }

  /** Forgets what there was before. */
  void finish(SystemCalls calls) {
    delete(calls, unfinished);
  }

  private static void save(SystemCalls calls, Path file, String text) {
    String path = file.toString();
    int flags =
        SystemCalls.O_WRONLY | SystemCalls.O_CREAT | SystemCalls.O_TRUNC | SystemCalls.O_NOFOLLOW;
    int fd = calls.open(path, flags, FOR_THE_OWNER, "cannot write " + path);
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      for (int at = 0; at < bytes.length; at += PORTION) {
        int end = Math.min(bytes.length, at + PORTION);
        calls.write(fd, Arrays.copyOfRange(bytes, at, end), "cannot write " + path);
      }
    } finally {
      calls.close(fd);
    }
  }

  /** Remembers what it did before: a text, or nothing. */
  void restore(SystemCalls calls, @Nullable String text) {
    if (text == null) {
      delete(calls);
    } else {
      save(calls, file, text);
    }
  }

  /** Forgets it. */
  void delete(SystemCalls calls) {
    delete(calls, unfinished);
    delete(calls, file);
  }

  private static void delete(SystemCalls calls, Path file) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      calls.unlink(file.toString(), "cannot remove " + file);
    }
  }

  /** The names of all that are remembered, in their order. */
  public static Set<String> names() throws NetlinkException {
    Set<String> names = new TreeSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Mark.DIRECTORY)) {
      for (Path entry : entries) {
        String file = FileName.of(entry);
        String name =
            file.endsWith(ENDING) ? file.substring(0, file.length() - ENDING.length()) : "";
        if (Mark.isName(name)) {
          names.add(name);
        }
      }
    } catch (NoSuchFileException e) {
      return names;
    } catch (IOException e) {
      throw failure("cannot read", Mark.DIRECTORY, e);
    }
    return names;
  }

  private static NetlinkException failure(String doing, Path path, IOException e) {
    return e instanceof NetlinkException told
        ? told
        : NetlinkException.failed(doing + " " + FileName.all(path) + ": " + Reason.of(e));
  }
}
