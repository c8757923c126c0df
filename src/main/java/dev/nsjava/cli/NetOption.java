package dev.nsjava.cli;

import static dev.nsjava.cli.Option.flag;
import static dev.nsjava.cli.Option.required;

/**
 * The options of the commands of {@code net}, each of which takes some. Those of one name with
 * several texts are the same to {@link NetWords}.
 */
enum NetOption implements Option.Declared {
  NETNS(
      required(
              'n',
              "netns",
              "NS",
              Group.PLACE,
              "in this network namespace: a name, a PID, a path, or host")
          .taking(ValueKind.NETNS)),
  BRIDGE_NETNS(
      required('n', "netns", "NS", Group.PLACE, "where the --bridge is; without it in the caller's")
          .taking(ValueKind.NETNS)),
  PORT_NETNS(
      required(
              'n',
              "netns",
              "NS",
              Group.PLACE,
              "the network namespace whose HOSTPORT it is; without it the caller's")
          .taking(ValueKind.NETNS)),
  ALL(flag('a', "all", Group.PLACE, "all network namespaces that have names").insteadOfOperand()),
  USER(
      required(
              'u', "user", "USER[:GROUP]", Group.OPTIONS, "as this user, with the groups they have")
          .taking(ValueKind.USER)),
  KILL(flag('k', "kill", Group.OPTIONS, "end the processes inside first (SIGKILL)")),
  NSID(required("nsid", "ID", Group.OPTIONS, "the one with this id")),
  TARGET_NSID(
      required(
          "target-nsid", "ID", Group.OPTIONS, "as the network namespace with this id has them")),
  PEER_NETNS(
      required("peer-netns", "NS", Group.PLACE, "where the other end is; without it as NAME")
          .taking(ValueKind.NETNS)),
  LINK_NETNS(
      required("link-netns", "NS", Group.PLACE, "where the --link is; without it as NAME")
          .taking(ValueKind.NETNS)),
  MOVE(required("move", "NS", Group.PLACE, "to this network namespace").taking(ValueKind.NETNS)),
  LINK_TYPE(
      required(
              't',
              "type",
              "TYPE",
              Group.OPTIONS,
              "veth, bridge, macvlan, ipvlan, vlan, vxlan, dummy, tun or tap")
          .taking(ValueKind.LINK_TYPE)),
  ROUTE_TYPE(
      required(
              't',
              "type",
              "TYPE",
              Group.OPTIONS,
              "unicast, or what drops packets: blackhole, unreachable or prohibit")
          .taking(ValueKind.ROUTE_TYPE)),
  PEER(required("peer", "PEER", Group.OPTIONS, "the name of a veth's other end")),
  UP(flag("up", Group.OPTIONS, "switch it on; of a veth this end alone")),
  NEW_UP(flag("up", Group.OPTIONS, "switch it on, a veth at both ends")),
  DOWN(flag("down", Group.OPTIONS, "switch it off")),
  MASTER(
      required("master", "BRIDGE", Group.OPTIONS, "make it a port of this bridge")
          .taking(ValueKind.LINK)),
  NO_MASTER(flag("no-master", Group.OPTIONS, "release it from its bridge")),
  MTU(
      required(
          "mtu", "BYTES", Group.OPTIONS, "the most that a packet may have; of a veth this end's")),
  NEW_MTU(
      required(
          "mtu",
          "BYTES",
          Group.OPTIONS,
          "the most that a packet may have, at both ends of a veth")),
  MAC(required("mac", "MAC", Group.OPTIONS, "its hardware address: 02:00:00:00:00:01")),
  RENAME(required("rename", "NEW", Group.OPTIONS, "give it this name")),
  ALIAS(required("alias", "TEXT", Group.OPTIONS, "write this on it; empty: nothing")),
  STP(flag("stp", Group.KINDS, "bridge: with the spanning tree protocol")),
  VLAN_FILTERING(flag("vlan-filtering", Group.KINDS, "bridge: look at the tags of VLANs")),
  LINK(
      required("link", "PARENT", Group.KINDS, "macvlan, ipvlan, vlan, vxlan: what it stands on")
          .taking(ValueKind.LINK)),
  MODE(
      required(
              "mode",
              "MODE",
              Group.KINDS,
              "macvlan: private, vepa, bridge or passthru; ipvlan: l2, l3 or l3s")
          .taking(ValueKind.LINK_MODE)),
  ID(required("id", "N", Group.KINDS, "vlan: 0 to 4094; vxlan: 0 to 16777215")),
  LOCAL(required("local", "ADDR", Group.KINDS, "vxlan: where its packets come from")),
  REMOTE(required("remote", "ADDR", Group.KINDS, "vxlan: the machine that they go to")),
  GROUP(required("group", "ADDR", Group.KINDS, "vxlan: the group that they go to; needs --link")),
  PORT(required("port", "PORT", Group.KINDS, "vxlan: of UDP; 4789 without it")),
  DEV(
      required('d', "dev", "LINK", Group.OPTIONS, "the link whose address it is")
          .taking(ValueKind.LINK)),
  ROUTE_DEV(
      required('d', "dev", "LINK", Group.OPTIONS, "the link that leads there")
          .taking(ValueKind.LINK)),
  VIA(required("via", "ADDR", Group.OPTIONS, "the gateway")),
  METRIC(
      required("metric", "N", Group.OPTIONS, "0 to 4294967295; the route with the lowest is used")),
  TABLE(
      required("table", "TABLE", Group.OPTIONS, "main, default, local, or a number")
          .taking(ValueKind.TABLE)),
  SERVER(required("server", "ADDR", Group.OPTIONS, "ask this name server; up to three times")),
  SEARCH(required("search", "DOMAIN", Group.OPTIONS, "look for names in this domain; repeatable")),
  HOST(required("host", "NAME=ADDR", Group.OPTIONS, "the address of a name; repeatable")),
  BRIDGE(
      required("bridge", "NAME", Group.OPTIONS, "as ports of this bridge").taking(ValueKind.LINK)),
  SUBNET(required("subnet", "CIDR", Group.OPTIONS, "with addresses of this network")),
  GATEWAY(
      flag(
          "gateway",
          Group.OPTIONS,
          "with a default route by way of the bridge, or of the last of two")),
  NAT(flag("nat", Group.OPTIONS, "let them out there, with the addresses of that namespace")),
  CHECK_WAIT(
      required(
          "wait", "SECONDS", Group.OPTIONS, "repeat what fails until all is well, or so long")),
  UP_WAIT(
      required(
          "wait", "SECONDS", Group.OPTIONS, "then make the checks: until all is well, or so long")),
  FOREGROUND(flag('f', "foreground", Group.OPTIONS, "stay until a signal asks to end")),
  WITHOUT_SHAPING(
      flag("without-shaping", Group.OPTIONS, "as if the file had no delay, loss or rate")),
  RM(flag("rm", Group.OPTIONS, "take it down then")),
  OUT(
      required("out", "DEV", Group.OPTIONS, "only what leaves by this interface")
          .taking(ValueKind.LINK)),
  ADDRESS(
      required(
          "address", "ADDR", Group.OPTIONS, "the port of this address alone; without it of any")),
  FOLLOW(flag('f', "follow", Group.OPTIONS, "go on with what comes")),
  EXPORT_FORMAT(
      required("format", "FORMAT", Group.OPTIONS, "yaml (default), ip-batch or containerlab")
          .taking(ValueKind.EXPORT_FORMAT)),
  GRAPH_FORMAT(
      required("format", "FORMAT", Group.OPTIONS, "text (default), svg, html, mermaid or dot")
          .taking(ValueKind.GRAPH_FORMAT)),
  LIVE(flag("live", Group.OPTIONS, "all that there is on this host").insteadOfOperand()),
  JSON(flag('J', "json", Group.OPTIONS, "print JSON")),
  HELP(flag('h', "help", UnshareOption.Group.HELP, "print this help")),
  VERSION(flag('V', "version", UnshareOption.Group.HELP, "print the version"));

  /** Headings in the help. */
  private static final class Group {
    private static final String PLACE = "Place";
    private static final String OPTIONS = Option.GROUP;
    private static final String KINDS = "Of some types";
  }

  @SuppressWarnings("ImmutableEnumChecker") // a record of immutable parts
  private final Option option;

  NetOption(Option option) {
    this.option = option;
  }

  @Override
  public Option option() {
    return option;
  }
}
