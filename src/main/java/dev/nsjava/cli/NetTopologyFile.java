package dev.nsjava.cli;

import dev.nsjava.net.NetlinkException;
import dev.nsjava.ns.FileName;
import dev.nsjava.ns.Printable;
import dev.nsjava.ns.ProcStat;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.file.TextFile;
import dev.nsjava.topology.file.TopologyFile;
import dev.nsjava.topology.live.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A topology that a command is about, with the file that describes it.
 *
 * @param text of the file
 */
record NetTopologyFile(Topology topology, String text) {

  /**
   * Reads a file.
   *
   * @param word its path
   */
  static NetTopologyFile read(String word) throws IOException {
    String text = TextFile.read(word, path(word));
    return new NetTopologyFile(TopologyFile.read(Printable.whole(word), text), text);
  }

  /** Paths are the caller's: the launcher is where that is, and this process, its child, is not. */
  private static Path path(String word) throws IOException {
    String here =
        word.startsWith("/") ? "" : "/proc/" + ProcStat.of("/proc/self").parent() + "/cwd/";
    return FileName.path(here + word);
  }

  /** Whether a word means a file: it has a slash, ends as files do, or there is one. */
  static boolean isFile(String word) throws IOException {
    return word.indexOf('/') >= 0
        || word.endsWith(".yaml")
        || word.endsWith(".yml")
        || Files.isRegularFile(path(word), LinkOption.NOFOLLOW_LINKS);
  }

  /** The name of the topology that a word means, by its file or itself. */
  static String name(String word) throws IOException {
    return isFile(word) ? read(word).topology.name() : word;
  }

  /**
   * The topology that a word means: that of a file, or one that is up.
   *
   * @throws NetlinkException if it is not known
   */
  static NetTopologyFile find(String word) throws IOException {
    if (isFile(word)) {
      return read(word);
    }
    String text = new State(word).text();
    if (text == null) {
      throw NetlinkException.failed("no topology '" + word + "' is known to be up");
    }
    return new NetTopologyFile(State.topology(word, text), text);
  }

  /** The same without shapes. */
  NetTopologyFile plain() {
    return new NetTopologyFile(topology.withoutShaping(), State.remembered(text, true));
  }
}
