package dev.nsjava.topology.run;

import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Netns;
import dev.nsjava.topology.Topology;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the namespaces of a topology are. */
@FunctionalInterface
public interface ProcessNamespaces {

  /** One by its name in the file, held open; or null if it is not there by now. */
  @Nullable Netns of(String name) throws NetlinkException;

  /** One that must be there. */
  default Netns needed(String name) throws NetlinkException {
    Netns netns = of(name);
    if (netns == null) {
      throw NetlinkException.failed("no network namespace '" + name + "'");
    }
    return netns;
  }

  /** Those that have their names. */
  static ProcessNamespaces named(NetSession session) {
    Map<String, Netns> open = new HashMap<>();
    return name -> {
      if (name.equals(Topology.HOST)) {
        return session.host();
      }
      Netns netns = open.get(name);
      try {
        netns = netns == null ? session.named(name) : netns;
      } catch (NetlinkException e) {
        if (e.is("ENOENT")) {
          return null;
        }
        throw e;
      }
      open.put(name, netns);
      return netns;
    };
  }
}
