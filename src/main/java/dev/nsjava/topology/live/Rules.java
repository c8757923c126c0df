package dev.nsjava.topology.live;

import dev.nsjava.net.Ip;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Prefix;
import dev.nsjava.net.Publication;
import dev.nsjava.net.Ruleset;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.Topology.Allow;
import dev.nsjava.topology.Topology.Bridge;
import dev.nsjava.topology.Topology.End;
import dev.nsjava.topology.Topology.Firewall;
import dev.nsjava.topology.Topology.Link;
import dev.nsjava.topology.Topology.Namespace;
import dev.nsjava.topology.Topology.Publish;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What nftables of each namespace, the host's too, is to do for a topology: one table, which has
 * the topology's name.
 */
public final class Rules {

  private static final String TABLE = "nsjava_";

  /** A comment has room for 250 bytes: ports, words, and so much of a name. */
  private static final int LONGEST_NAME = 200;

  private final Topology topology;
  private final String namespace;
  private final Ruleset ruleset;
  private boolean v4;
  private boolean v6;

  private Rules(Topology topology, String namespace) {
    this.topology = topology;
    this.namespace = namespace;
    ruleset = new Ruleset(table(topology.name()));
  }

  /** What the table of a topology is called, in each namespace. */
  public static String table(String topology) {
    return TABLE + topology;
  }

  /**
   * Those of a namespace.
   *
   * @param namespace one of the topology's, {@link Topology#HOST}, or that which holds bridges
   * @throws NetlinkException if a namespace without addresses publishes a port
   */
  public static Rules of(Topology topology, String namespace) throws NetlinkException {
    Rules rules = new Rules(topology, namespace);
    rules.addNat();
    if (namespace.equals(Topology.HOST)) {
      rules.addPublished();
    }
    Namespace its = topology.namespaces().get(namespace);
    if (its != null && its.firewall() != null) {
      rules.addFirewall(its.firewall());
    }
    return rules;
  }

  /** The rules; it may be empty. */
  public Ruleset ruleset() {
    return ruleset;
  }

  /** Whether they need packets to be passed on, as {@code forward: true} has it too. */
  public boolean forwards(boolean family6) {
    return family6 ? v6 : v4;
  }

  private void addNat() {
    for (Bridge bridge : topology.bridges()) {
      if (bridge.nat() && bridge.in().equals(namespace)) {
        for (Prefix subnet : bridge.subnets()) {
          ruleset.masquerade(subnet);
          forwarded(subnet);
        }
      }
    }
    Namespace its = topology.namespaces().get(namespace);
    for (String device : its == null ? List.<String>of() : its.masquerade()) {
      ruleset.masquerade(device);
    }
  }

  private void forwarded(Prefix prefix) {
    v4 |= !prefix.address().v6();
    v6 |= prefix.address().v6();
  }

  private void addPublished() throws NetlinkException {
    List<Prefix> ours = addresses(Topology.HOST);
    for (Namespace other : topology.namespaces().values()) {
      for (Publish publish : other.publish()) {
        boolean none = true;
        for (boolean family6 : new boolean[] {false, true}) {
          Prefix target = target(addresses(other.name()), family6, ours);
          if (target != null) {
            ruleset.publish(publication(other.name(), publish), target);
            forwarded(target);
            none = false;
          }
        }
        if (none) {
          throw NetlinkException.failed(
              "port %d leads to namespace '%s', which has no address"
                  .formatted(publish.hostPort(), other.name()));
        }
      }
    }
  }

  private static Publication publication(String name, Publish publish) {
    String named = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    String protocol = publish.udp() ? "udp" : "tcp";
    return new Publication(null, publish.hostPort(), protocol, named, publish.port());
  }

  /** The address that is in a network of the host's, or else the first. */
  private static @Nullable Prefix target(List<Prefix> its, boolean family6, List<Prefix> ours) {
    Prefix first = null;
    for (Prefix address : its) {
      if (address.address().v6() != family6) {
        continue;
      }
      for (Prefix own : ours) {
        Ip ip = own.address();
        if (ip.v6() == family6
            && new Prefix(ip, address.length()).network().equals(address.network())) {
          return address;
        }
      }
      first = first == null ? address : first;
    }
    return first;
  }

  /** All addresses in a namespace: of links and bridges, then more of its loopback. */
  private List<Prefix> addresses(String name) {
    List<Prefix> all = new ArrayList<>();
    for (Link link : topology.links()) {
      for (End end : link.ends()) {
        if (end.namespace().equals(name)) {
          all.addAll(end.addresses());
        }
      }
    }
    for (Bridge bridge : topology.bridges()) {
      if (bridge.in().equals(name)) {
        all.addAll(bridge.addresses());
      }
    }
    Namespace its = topology.namespaces().get(name);
    if (its != null) {
      all.addAll(its.loopback());
    }
    return all;
  }

  /** What a policy lets pass anyway needs no list. */
  private void addFirewall(Firewall firewall) {
    if (!firewall.input()) {
      ruleset.dropInput();
      allow(firewall, false);
    }
    if (!firewall.forward()) {
      ruleset.dropForward();
      allow(firewall, true);
    }
  }

  private void allow(Firewall firewall, boolean forward) {
    for (Allow allow : firewall.allow()) {
      ruleset.allow(forward, allow.protocol(), allow.port(), allow.from());
    }
  }
}
