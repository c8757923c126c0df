package dev.nsjava.net;

import java.util.ArrayList;
import java.util.List;

/** Whether a network namespace passes on what is meant for others. */
public final class Forwarding {

  private static final String V4 = "net.ipv4.ip_forward";
  private static final String V6 = "net.ipv6.conf.all.forwarding";
  private static final String LEGACY = "/proc/thread-self/net/ip_tables_names";
  private static final String LEGACY6 = "/proc/thread-self/net/ip6_tables_names";

  private final NetSession session;
  private final Netns netns;
  private final boolean v6;

  /** That of a namespace, for one family. */
  public Forwarding(NetSession session, Netns netns, boolean v6) {
    this.session = session;
    this.netns = netns;
    this.v6 = v6;
  }

  private String file() {
    return "/proc/sys/" + (v6 ? V6 : V4).replace('.', '/');
  }

  private String value() throws NetlinkException {
    return new Sysctl(session, netns).read(file());
  }

  private boolean isOn(String value) {
    return value.equals("1") || (v6 && value.equals("2"));
  }

  /** Whether it is on. */
  public boolean isOn() throws NetlinkException {
    return isOn(value());
  }

  /**
   * Turns it on.
   *
   * @return a line that says so, or nothing if it was on
   */
  public List<String> on(Undo undo) throws NetlinkException {
    String name = v6 ? V6 : V4;
    String before = value();
    if (isOn(before)) {
      return List.of();
    }
    String file = file();
    String doing = "cannot turn on " + name + netns.place();
    new Sysctl(session, netns).write(file, "1", doing);
    undo.add(() -> new Sysctl(session, netns).write(file, before, doing));
    return List.of(name + " is on now" + netns.place());
  }

  /** What may keep packets from being passed on all the same: a line each. */
  public List<String> obstacles() throws NetlinkException {
    List<String> lines = new ArrayList<>();
    for (NftTable table : netns.survey().tables().rows()) {
      for (NftTable.Chain chain : table.chains()) {
        if (isDropping(table, chain)) {
          String where = table.familyWord() + " " + table.name() + " " + chain.name();
          lines.add("warning: the chain " + where + " drops what it is not told to pass on");
        }
      }
    }
    Sysctl sysctl = new Sysctl(session, netns);
    if (List.of(sysctl.read(v6 ? LEGACY6 : LEGACY).split("\n", -1)).contains("filter")) {
      lines.add("warning: legacy " + (v6 ? "ip6tables" : "iptables") + " is active, and may drop");
    }
    return lines;
  }

  /** What whoever makes rules should know: a line if they are heeded within bridges too. */
  public List<String> bridges() throws NetlinkException {
    String name = "net.bridge.bridge-nf-call-ip" + (v6 ? "6" : "") + "tables";
    String file = "/proc/sys/net/bridge/" + name.substring("net.bridge.".length());
    return new Sysctl(session, netns).read(file).equals("1")
        ? List.of(
            "warning: rules are heeded within bridges too: to change that, sysctl -w "
                + name
                + "=0")
        : List.of();
  }

  private boolean isDropping(NftTable table, NftTable.Chain chain) {
    NftTable.Hook hook = chain.hook();
    String family = table.familyWord();
    boolean ours = family.equals("inet") || family.equals(v6 ? "ip6" : "ip");
    return hook != null
        && ours
        && !table.isDormant()
        && hook.place().equals("forward")
        && hook.policy().equals("drop");
  }
}
