package dev.nsjava.topology.live;

import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Netns;
import dev.nsjava.ns.FileName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Network namespaces that have no name below {@code /run/netns}, those of containers say, by the
 * processes in them. Each is called after the first: {@code nginx.1234}.
 */
final class Unnamed {

  private static final Path PROC = Path.of("/proc");

  private Unnamed() {}

  /**
   * Finds those that the caller may see.
   *
   * @param known those that have names, and the host
   */
  static List<Netns> find(NetSession session, List<Netns> known) throws NetlinkException {
    Set<String> seen = new HashSet<>();
    for (Netns netns : known) {
      String doing = "cannot look at network namespace '" + netns.word() + "'";
      seen.add("net:[" + session.calls().inode(netns.fd(), doing) + "]");
    }
    List<Netns> found = new ArrayList<>();
    for (Map.Entry<Integer, String> process : processes().entrySet()) {
      if (seen.add(process.getValue())) {
        String pid = process.getKey().toString();
        try {
          found.add(session.process(pid, name(pid)));
        } catch (NetlinkException e) {
          seen.remove(process.getValue()); // it has ended: another may still be there
        }
      }
    }
    return found;
  }

  /** What {@code /proc/PID/ns/net} says, by PID in ascending order. */
  private static Map<Integer, String> processes() {
    Map<Integer, String> processes = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[1-9]*")) {
      for (Path entry : entries) {
        String link = link(entry);
        if (!link.isEmpty()) {
          processes.put(Integer.parseInt(FileName.of(entry)), link);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return processes;
    }
    return processes;
  }

  /** Nothing of one that has ended, or is somebody else's. */
  private static String link(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("ns/net")).toString();
    } catch (IOException e) {
      return "";
    }
  }

  /** What a process calls itself may be anything: what no name can have is left out. */
  private static String name(String pid) {
    StringBuilder name = new StringBuilder();
    try {
      String comm = Files.readString(PROC.resolve(pid + "/comm"), StandardCharsets.ISO_8859_1);
      for (int i = 0; i < comm.length(); i++) {
        char c = comm.charAt(i);
        boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        boolean plain = letter || (c >= '0' && c <= '9') || c == '_' || c == '-';
        name.append(plain ? Character.toString(c) : "");
      }
    } catch (IOException e) {
      return "pid." + pid;
    }
    return (name.isEmpty() ? "pid" : name) + "." + pid;
  }
}
