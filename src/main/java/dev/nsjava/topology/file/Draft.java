package dev.nsjava.topology.file;

import dev.nsjava.net.Ip;
import dev.nsjava.net.Mac;
import dev.nsjava.net.Prefix;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.Topology.Kind;
import dev.nsjava.topology.Topology.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A topology while it is read: what the file says, and what was found out so far. */
final class Draft {

  final Mistakes mistakes;
  final String name;

  /** Namespaces by name. */
  final Map<String, Space> spaces = new LinkedHashMap<>();

  /** Bridges by name. */
  final Map<String, Hub> hubs = new LinkedHashMap<>();

  /** Links: those that namespaces join bridges by, then those of the file. */
  final List<Wire> wires = new ArrayList<>();

  Draft(String name, Mistakes mistakes) {
    this.name = name;
    this.mistakes = mistakes;
  }

  /** The name of the namespace that has the bridges which nobody placed. */
  String fabric() {
    return name + Topology.FABRIC;
  }

  /** A namespace. */
  static final class Space {
    final String name;
    final Body body;

    /** Which of those that its key stands for, from 0. */
    final int number;

    final List<Prefix> loopback = new ArrayList<>();
    final List<Topology.Publish> publish = new ArrayList<>();
    final List<Topology.Route> routes = new ArrayList<>();
    final List<String> masquerade = new ArrayList<>();

    /** Its links by their names, bridges among them. */
    final Map<String, Tip> devices = new LinkedHashMap<>();

    Space(String name, Body body, int number) {
      this.name = name;
      this.body = body;
      this.number = number;
    }

    /** Whether it is the caller's. */
    boolean isHost() {
      return name.equals(Topology.HOST);
    }
  }

  /**
   * What the file says of namespaces, once for all of a range.
   *
   * @param at where it stands
   * @param natByDefault whether what leaves by the default route is masqueraded
   */
  record Body(
      YamlNode at,
      List<YamlNode> joins,
      List<YamlNode> loopback,
      List<Way> routes,
      boolean forward,
      boolean natByDefault,
      List<YamlNode> nat,
      List<YamlNode> publish,
      Topology.@Nullable Firewall firewall,
      String nftables,
      @Nullable Names dns,
      Map<String, String> sysctl,
      List<List<String>> exec,
      List<Job> run) {

    /** Of one that has no more than a name. */
    static Body none(YamlNode at) {
      return new Body(
          at, List.of(), List.of(), List.of(), false, false, List.of(), List.of(), null, "", null,
          Map.of(), List.of(), List.of());
    }
  }

  /** A process with the place of what must be ready before it. */
  record Job(YamlNode at, Topology.Run run) {}

  /** A route with its place. */
  record Way(YamlNode at, Topology.Route route) {}

  /**
   * Name resolution.
   *
   * @param hosts null: those of all that is in the file
   */
  record Names(List<Ip> servers, List<String> search, @Nullable Map<Ip, List<String>> hosts) {}

  /** A bridge. */
  static final class Hub {
    final YamlNode at;
    final String name;
    final String in;
    final List<Prefix> subnets = new ArrayList<>();
    final List<Prefix> gateways = new ArrayList<>();
    boolean automatic;
    boolean leads;
    boolean nat;
    long mtu;
    boolean stp;
    boolean vlans;
    int ports;

    /** The bridge as a link of its namespace. */
    @Nullable Tip self;

    /** What is behind it, see {@link Segments}. */
    int segment;

    Hub(YamlNode at, String name, String in) {
      this.at = at;
      this.name = name;
      this.in = in;
    }
  }

  /** A link. */
  static final class Wire {
    final YamlNode at;
    final Kind kind;
    final Tip a;
    final @Nullable Tip b;
    final List<Prefix> subnets = new ArrayList<>();
    boolean automatic;
    String parent = "";
    String mode = "";
    int id = -1;
    @Nullable Ip remote;
    long mtu;
    boolean offload = true;

    Wire(YamlNode at, Kind kind, Tip a, @Nullable Tip b) {
      this.at = at;
      this.kind = kind;
      this.a = a;
      this.b = b;
    }
  }

  /** One end of a link, or a bridge itself. */
  static final class Tip {
    final YamlNode at;
    final String namespace;
    final @Nullable Hub hub;

    /** Nothing: not yet named. */
    String name;

    String longName = "";
    List<Prefix> addresses = new ArrayList<>();

    /** Whether the file says that it has none. */
    boolean bare;

    /** Whether default routes lead over it to the gateway at its other end. */
    boolean joins;

    int vlan;
    @Nullable Mac mac;
    @Nullable Shape shape;
    int segment;

    Tip(YamlNode at, String namespace, String name, @Nullable Hub hub) {
      this.at = at;
      this.namespace = namespace;
      this.name = name;
      this.hub = hub;
    }

    /** {@code h1:eth0}, or the bridge. */
    String text() {
      return hub == null ? namespace + ":" + name : hub.name;
    }
  }
}
