package dev.nsjava.topology.run;

import dev.nsjava.ids.Decimal;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.ns.Reason;
import dev.nsjava.sys.TextFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Locale;
import java.util.StringTokenizer;

/** When a process is ready: when somebody in its network namespace takes connections at a port. */
final class ProcessReady {

  private static final String TCP = "tcp:";
  private static final int LAST_PORT = 65535;

  /** The state of a socket that takes connections, see proc_pid_net(5). */
  private static final String LISTEN = "0A";

  private ProcessReady() {}

  /**
   * The port of a condition.
   *
   * @param ready {@code tcp:80}
   * @return 1 to 65535, or 0 if it is no such condition
   */
  static int port(String ready) {
    long port = ready.startsWith(TCP) ? Decimal.parse(ready.substring(4), LAST_PORT) : 0;
    return port > 0 ? (int) port : 0;
  }

  /** Whether somebody in the network namespace of a process takes connections at a port of TCP. */
  static boolean listens(int pid, int port) throws NetlinkException {
    return hasListener("/proc/" + pid + "/net/tcp", port)
        || hasListener("/proc/" + pid + "/net/tcp6", port);
  }

  /** Lines are a number, ADDRESS:PORT, that of the other end, and the state. */
  private static boolean hasListener(String file, int port) throws NetlinkException {
    String end = ":" + Integer.toHexString(0x10000 | port).substring(1).toUpperCase(Locale.ROOT);
    try {
      StringTokenizer lines = new StringTokenizer(TextFile.read(file), "\n");
      while (lines.hasMoreTokens()) {
        String[] words = lines.nextToken().strip().split(" +", 5);
        if (words.length == 5 && words[1].endsWith(end) && words[3].equals(LISTEN)) {
          return true;
        }
      }
      return false;
    } catch (FileNotFoundException e) {
      return false; // without IPv6; or the process has ended, which is seen elsewhere
    } catch (IOException e) {
      throw NetlinkException.failed("cannot read " + file + ": " + Reason.of(e));
    }
  }
}
