package dev.nsjava.topology;

import dev.nsjava.net.Ip;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Prefix;
import dev.nsjava.topology.Topology.Bridge;
import dev.nsjava.topology.Topology.End;
import dev.nsjava.topology.Topology.Link;
import dev.nsjava.topology.Topology.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The addresses that names have within a topology, as one of its namespaces knows them. */
public final class Hosts {

  private final Topology topology;
  private final String from;

  /**
   * Those of a namespace.
   *
   * @param from its name
   */
  public Hosts(Topology topology, String from) {
    this.topology = topology;
    this.from = from;
  }

  /**
   * The address of a host: itself if it is one, what the file says of it, or that of the namespace
   * with this name; of several one in a network of both, and otherwise the first.
   *
   * @throws NetlinkException if there is none
   */
  public Ip find(String host) throws NetlinkException {
    if (host.indexOf(':') >= 0 || (isNumber(host) && !topology.namespaces().containsKey(host))) {
      return Ip.parse(host);
    }
    Ip written = written(host);
    if (written != null) {
      return written;
    }
    if (host.equals("localhost")) {
      return Ip.parse("127.0.0.1");
    }
    List<Prefix> there = addresses(host);
    if (there.isEmpty()) {
      throw NetlinkException.failed("no host '" + host + "' in topology '" + topology.name() + "'");
    }
    for (Prefix here : addresses(from)) {
      for (Prefix address : there) {
        boolean near =
            here.length() == address.length() && here.network().equals(address.network());
        if (near) {
          return address.address();
        }
      }
    }
    return there.getFirst().address();
  }

  /**
   * Whether the last part is one, so that it can be no name: of the whole that makes an address.
   */
  private static boolean isNumber(String host) {
    char last = host.charAt(host.length() - 1);
    return last >= '0' && last <= '9' && host.indexOf('.') >= 0;
  }

  private @Nullable Ip written(String host) {
    Namespace namespace = topology.namespaces().get(from);
    if (namespace != null && namespace.dns() != null) {
      for (Map.Entry<Ip, List<String>> line : namespace.dns().hosts().entrySet()) {
        if (line.getValue().contains(host)) {
          return line.getKey();
        }
      }
    }
    return null;
  }

  /** Those of a namespace, of its links, then of its bridges and of its loopback. */
  private List<Prefix> addresses(String namespace) {
    List<Prefix> addresses = new ArrayList<>();
    for (Link link : topology.links()) {
      for (End end : link.ends()) {
        if (end.namespace().equals(namespace)) {
          addresses.addAll(end.addresses());
        }
      }
    }
    for (Bridge bridge : topology.bridges()) {
      if (bridge.in().equals(namespace)) {
        addresses.addAll(bridge.addresses());
      }
    }
    Namespace itself = topology.namespaces().get(namespace);
    if (itself != null) {
      addresses.addAll(itself.loopback());
    }
    return addresses;
  }
}
