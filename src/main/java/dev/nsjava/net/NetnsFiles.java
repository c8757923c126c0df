package dev.nsjava.net;

import dev.nsjava.ns.FileName;
import dev.nsjava.ns.Ownership;
import dev.nsjava.ns.Reason;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that a network namespace has in place of those in {@code /etc}, in {@code
 * /etc/netns/NAME}, see ip-netns(8). Paths are bytes, one char each.
 */
public final class NetnsFiles {

  /** Where they are, a directory a name. */
  public static final String DIRECTORY = "/etc/netns";

  /** Where those are that they stand for. */
  public static final String ETC = "/etc";

  /**
   * One of them.
   *
   * @param file the path without links
   * @param target what it stands for, without links; if that does not exist, its name in /etc
   */
  public record Bind(String file, String target) {}

  private NetnsFiles() {}

  /**
   * What a name has.
   *
   * @throws NetlinkException if it cannot be read, or if others than who owns /etc could write it
   */
  public static List<Bind> of(String name) throws NetlinkException {
    NetnsNames.check(name);
    List<Bind> binds = new ArrayList<>();
    Path directory = FileName.path(DIRECTORY + "/" + name);
    try {
      Path real = directory.toRealPath();
      trust(Path.of(DIRECTORY).toRealPath());
      trust(real);
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(real)) {
        for (Path entry : entries) {
          binds.add(new Bind(FileName.all(followed(entry)), target(FileName.of(entry))));
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return binds; // it has none
    } catch (NetlinkException e) {
      throw e;
    } catch (IOException | DirectoryIteratorException e) {
      IOException failure = e.getCause() instanceof IOException cause ? cause : (IOException) e;
      throw NetlinkException.failed(
          "cannot read " + FileName.all(directory) + ": " + Reason.of(failure));
    }
    return binds;
  }

  private static String target(String entry) {
    return FileName.all(followed(FileName.path(ETC + "/" + entry)));
  }

  private static Path followed(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path; // who binds it tells
    }
  }

  /**
   * Makes sure that nobody can change what is in a directory but who owns /etc: in a user namespace
   * root may be nobody.
   *
   * @param directory no link
   */
  static void trust(Path directory) throws IOException {
    Ownership seen = Ownership.of(directory);
    if (seen.isWritableByOthers() || seen.uid() != Ownership.of(Path.of(ETC).toRealPath()).uid()) {
      throw NetlinkException.failed(
          FileName.all(directory) + " may be written by others than who owns /etc");
    }
  }
}
