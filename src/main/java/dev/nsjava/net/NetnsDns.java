package dev.nsjava.net;

import dev.nsjava.ns.FileName;
import dev.nsjava.ns.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * {@code resolv.conf} and {@code hosts} of a network namespace, in {@code /etc/netns/NAME}. Files
 * are replaced whole, so that who reads one has the old or the new one.
 */
public final class NetnsDns {

  private static final String RESOLV_CONF = "resolv.conf";
  private static final String HOSTS = "hosts";

  private final String name;
  private final Path directory;

  /**
   * Those of a name, whether or not a namespace has it by now.
   *
   * @throws NetlinkException if it cannot be one
   */
  public NetnsDns(String name) throws NetlinkException {
    NetnsNames.check(name);
    if (name.equals(NetSession.HOST)) {
      throw NetlinkException.failed("the host has files of its own in /etc");
    }
    this.name = name;
    this.directory = FileName.path(NetnsFiles.DIRECTORY + "/" + name);
  }

  /**
   * Writes both: {@code resolv.conf} if there are servers, {@code hosts} unless there are no hosts
   * and somebody else has written one.
   */
  public void set(Dns dns, Undo undo) throws NetlinkException {
    dns.check();
    try {
      makeDirectory(Path.of(NetnsFiles.DIRECTORY), undo);
      makeDirectory(directory, undo);
      String hosts = read(HOSTS);
      if (!dns.servers().isEmpty()) {
        replace(RESOLV_CONF, dns.resolvConf(), undo);
      }
      if (!dns.hosts().isEmpty() || hosts == null || isOurs(hosts)) {
        replace(HOSTS, dns.hostsText(), undo);
      }
    } catch (IOException e) {
      throw failure("cannot write", e);
    }
  }

  /** Whether {@link #set} would change nothing. */
  public boolean has(Dns dns) throws NetlinkException {
    try {
      boolean resolv = dns.servers().isEmpty() || dns.resolvConf().equals(read(RESOLV_CONF));
      String hosts = read(HOSTS);
      boolean foreign = dns.hosts().isEmpty() && hosts != null && !isOurs(hosts);
      return resolv && (foreign || dns.hostsText().equals(hosts));
    } catch (IOException e) {
      throw failure("cannot read", e);
    }
  }

  /** Whether {@link #set} has written any. */
  public boolean isSet() throws NetlinkException {
    try {
      return isOurs(read(RESOLV_CONF)) || isOurs(read(HOSTS));
    } catch (IOException e) {
      throw failure("cannot read", e);
    }
  }

  /** Removes what {@link #set} has written. */
  public void delete(Undo undo) throws NetlinkException {
    try {
      if (!isOurs(read(RESOLV_CONF)) && !isOurs(read(HOSTS))) {
        throw NetlinkException.failed("nothing in " + shown() + " is by 'net dns set'");
      }
      check(directory);
      for (String file : new String[] {RESOLV_CONF, HOSTS}) {
        String text = read(file);
        if (isOurs(text)) {
          Files.delete(directory.resolve(file));
          undo.add(() -> restore(file, text));
        }
      }
      try (var entries = Files.newDirectoryStream(directory)) {
        if (!entries.iterator().hasNext()) {
          Files.delete(directory);
        }
      }
    } catch (IOException e) {
      throw failure("cannot remove files of", e);
    }
  }

  /** Both files, each after a line with its path. */
  public String show() throws NetlinkException {
    StringBuilder text = new StringBuilder();
    try {
      for (String file : new String[] {RESOLV_CONF, HOSTS}) {
        String found = read(file);
        if (found != null) {
          text.append("# ").append(shown()).append('/').append(file).append('\n').append(found);
        }
      }
    } catch (IOException e) {
      throw failure("cannot read", e);
    }
    if (text.isEmpty()) {
      throw NetlinkException.failed("network namespace '" + name + "' has no DNS of its own");
    }
    return text.toString();
  }

  private String shown() {
    return NetnsFiles.DIRECTORY + "/" + name;
  }

  private NetlinkException failure(String doing, IOException e) {
    return e instanceof NetlinkException told
        ? told
        : NetlinkException.failed(doing + " " + shown() + ": " + Reason.of(e));
  }

  private static boolean isOurs(@Nullable String text) {
    return text != null && text.startsWith(Dns.MARK);
  }

  private @Nullable String read(String file) throws IOException {
    try {
      return new String(Files.readAllBytes(directory.resolve(file)), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Makes a directory that all may read, and that nobody else may write, whatever the umask. */
  private static void makeDirectory(Path directory, Undo undo) throws IOException {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(directory);
      undo.add(() -> remove(directory));
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    check(directory);
  }

  private static void check(Path directory) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      throw NetlinkException.failed(FileName.all(directory) + " is no directory");
    }
    NetnsFiles.trust(directory);
  }

  private void replace(String file, String text, Undo undo) throws IOException {
    Path place = directory.resolve(file);
    String before = read(file);
    if (text.equals(before) && Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    write(place, text);
    undo.add(() -> restore(file, before));
  }

  private void restore(String file, @Nullable String before) throws NetlinkException {
    Path place = directory.resolve(file);
    if (before == null) {
      remove(place);
      return;
    }
    try {
      write(place, before);
    } catch (IOException e) {
      throw failure("cannot restore", e);
    }
  }

  private static void remove(Path made) throws NetlinkException {
    try {
      Files.deleteIfExists(made);
    } catch (IOException e) {
      throw NetlinkException.failed("cannot remove " + FileName.all(made) + ": " + Reason.of(e));
    }
  }

  /** Beside it first, and on the disk, then in its place. */
  private void write(Path place, String text) throws IOException {
    Path beside = Files.createTempFile(directory, ".nsjava", ""); // O_EXCL, for the owner alone
    try {
      try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-r--r--"));
        channel.force(true);
      }
      Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
