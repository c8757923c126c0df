package dev.nsjava.topology;

import dev.nsjava.net.Ip;
import dev.nsjava.net.Mac;
import dev.nsjava.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network, complete: ranges are expanded, addresses and names given, routes found. It is a
 * function of its file alone, so two readings are equal.
 *
 * @param name 1 to 32 letters, digits, {@code _ . -}: owner mark of all that is made
 * @param pin whether namespaces get names below {@code /run/netns}
 * @param namespaces by their names, in the order of the file. {@link #HOST} is among them only if
 *     the file asks for something in it
 * @param bridges those that are to be made
 * @param links pairs and others, in the order of the file
 * @param checks what is to work once it is up
 */
public record Topology(
    String name,
    boolean pin,
    Map<String, Namespace> namespaces,
    List<Bridge> bridges,
    List<Link> links,
    List<Check> checks) {

  /** The word for the network namespace of the caller. */
  public static final String HOST = "host";

  /** What is behind the name in that of the namespace which holds bridges that nobody placed. */
  public static final String FABRIC = ".fabric";

  /** The same without shapes: packets take their time, and arrive. */
  public Topology withoutShaping() {
    List<Link> plain = new ArrayList<>(links.size());
    for (Link link : links) {
      plain.add(
          new Link(
              link.kind,
              link.a.plain(),
              link.b == null ? null : link.b.plain(),
              link.parent,
              link.mode,
              link.id,
              link.remote,
              link.mtu,
              link.offload));
    }
    return new Topology(name, pin, namespaces, bridges, plain, checks);
  }

  /**
   * A network namespace.
   *
   * @param loopback more addresses of {@code lo}
   * @param forward whether it forwards packets, of both families
   * @param masquerade the devices: what leaves by them gets their addresses
   * @param publish ports of the host that lead here
   * @param firewall filters, or null
   * @param nftables a ruleset for the nft program, or nothing
   * @param dns what is below {@code /etc/netns}, or null
   * @param sysctl values by their keys with dots, as in sysctl(8)
   * @param exec commands, run once after wiring, in order
   * @param run processes that are supervised, in order
   */
  public record Namespace(
      String name,
      List<Prefix> loopback,
      List<Route> routes,
      boolean forward,
      List<String> masquerade,
      List<Publish> publish,
      @Nullable Firewall firewall,
      String nftables,
      @Nullable Dns dns,
      Map<String, String> sysctl,
      List<List<String>> exec,
      List<Run> run) {}

  /**
   * A route of the table main.
   *
   * @param via the next hop, or null
   * @param device the name of a link, or nothing: found from {@code via}
   * @param metric 0 to 2^32-1; 0: the kernel's choice
   * @param blackhole whether packets are dropped; then there is neither hop nor device
   */
  public record Route(
      Prefix destination, @Nullable Ip via, String device, long metric, boolean blackhole) {}

  /**
   * A bridge.
   *
   * @param name 1 to 15 bytes
   * @param in the namespace it is in: {@link #HOST}, one of the file, or the fabric
   * @param addresses its own, those of gateways
   * @param subnets its networks, of both families, with zeros behind the prefix
   * @param nat whether what comes from its networks is masqueraded where it leaves elsewhere
   * @param mtu bytes, or 0 for the kernel's
   * @param stp whether it speaks the spanning tree protocol
   * @param vlans whether it filters VLANs
   */
  public record Bridge(
      String name,
      String in,
      List<Prefix> addresses,
      List<Prefix> subnets,
      boolean nat,
      long mtu,
      boolean stp,
      boolean vlans) {}

  /** Kinds of links that a file can ask for. */
  public enum Kind {
    VETH,
    MACVLAN,
    IPVLAN,
    VLAN,
    VXLAN,
    WIREGUARD,
    TUN,
    TAP,
    DUMMY,
    PHYS;

    /** As files have it: {@code veth}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A link: a pair of veth with two ends, any other kind with one.
   *
   * @param b the other end of a pair, or null
   * @param parent the link below it, by name: in the same namespace for {@code vlan}, else in that
   *     of the caller; or nothing
   * @param mode of macvlan or ipvlan, or nothing for the kernel's
   * @param id of vlan (1 to 4094) or vxlan (0 to 2^24-1), or -1
   * @param remote of vxlan, or null
   * @param mtu bytes of both ends, or 0 for the kernel's
   * @param offload whether checksums are left to hardware, as the kernel does by itself
   */
  public record Link(
      Kind kind,
      End a,
      @Nullable End b,
      String parent,
      String mode,
      int id,
      @Nullable Ip remote,
      long mtu,
      boolean offload) {

    /** Its ends, one or two. */
    public List<End> ends() {
      return b == null ? List.of(a) : List.of(a, b);
    }
  }

  /**
   * One end of a link. That at a bridge is in the bridge's namespace, and has no address.
   *
   * @param namespace where it is
   * @param name 1 to 15 bytes
   * @param longName the name before it was shortened, an alternative one then; or nothing
   * @param mac its address, or null for the kernel's choice
   * @param bridge whose port it is, in the same namespace; or nothing
   * @param vlan of the port, 1 to 4094, untagged; or 0
   * @param shape what happens to the packets that leave by it, or null
   */
  public record End(
      String namespace,
      String name,
      String longName,
      List<Prefix> addresses,
      @Nullable Mac mac,
      String bridge,
      int vlan,
      @Nullable Shape shape) {

    private End plain() {
      return new End(namespace, name, longName, addresses, mac, bridge, vlan, null);
    }
  }

  /**
   * What a link does to packets on their way out.
   *
   * @param delay microseconds, from 0
   * @param jitter microseconds, from 0, at most the delay
   * @param loss parts per million of packets, 0 to 1,000,000
   * @param duplicate the same
   * @param reorder the same
   * @param rate bits per second, or 0 for as fast as it goes
   * @param limit packets that may wait
   */
  public record Shape(
      long delay, long jitter, int loss, int duplicate, int reorder, long rate, int limit) {

    /** Whether it needs the kernel's netem. */
    public boolean needsNetem() {
      return delay > 0 || loss > 0 || duplicate > 0 || reorder > 0;
    }
  }

  /**
   * A port of the host that leads to a namespace.
   *
   * @param hostPort 1 to 65535
   * @param port in the namespace
   * @param udp or else TCP
   */
  public record Publish(int hostPort, int port, boolean udp) {}

  /**
   * Filters of a namespace. What belongs to a connection that was let in passes.
   *
   * @param input whether what is for the namespace passes unless allowed
   * @param forward whether what goes through it does
   */
  public record Firewall(boolean input, boolean forward, List<Allow> allow) {}

  /**
   * What a firewall lets in.
   *
   * @param protocol {@code icmp} (of both families), {@code tcp} or {@code udp}
   * @param port 1 to 65535, or 0 for all
   * @param from where it may come from, or null for anywhere
   */
  public record Allow(String protocol, int port, @Nullable Prefix from) {}

  /**
   * Name resolution of a namespace.
   *
   * @param hosts what {@code hosts} says, names by addresses: all of the topology for {@code auto}
   */
  public record Dns(List<Ip> servers, List<String> search, Map<Ip, List<String>> hosts) {}

  /**
   * A process. Words and variables are bytes, one char each, as everywhere.
   *
   * @param ready when it is: {@code tcp:80}, or nothing for at once
   * @param restart {@code no}, {@code on-failure} or {@code always}
   * @param after those of the same namespace, or NAMESPACE/NAME, that must be ready first
   * @param user whose, or nothing for the caller's
   */
  public record Run(
      String name,
      List<String> command,
      String ready,
      String restart,
      List<String> after,
      String user,
      Map<String, String> environment) {}

  /**
   * Something that is to work, or not to.
   *
   * @param text as the file has it: {@code ping a -> b within 60ms}
   * @param verb {@code ping}, {@code tcp} or {@code http}
   * @param negated whether it must fail
   * @param from a namespace
   * @param to a namespace, an address, or for {@code http} a URL
   * @param address what {@code to}, or the host in the URL, means, found in the file
   * @param port of {@code tcp} and {@code http}, or 0
   * @param status of {@code http}, or 0 for any below 400
   * @param within microseconds, or 0 for no limit but the usual
   */
  public record Check(
      String text,
      String verb,
      boolean negated,
      String from,
      String to,
      @Nullable Ip address,
      int port,
      int status,
      long within) {}
}
