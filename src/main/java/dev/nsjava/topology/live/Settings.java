package dev.nsjava.topology.live;

import dev.nsjava.net.Dns;
import dev.nsjava.net.Ip;
import dev.nsjava.net.Live;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Netns;
import dev.nsjava.net.NetnsDns;
import dev.nsjava.net.Sysctl;
import dev.nsjava.net.Undo;
import dev.nsjava.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What namespaces have besides links, addresses and routes: sysctls, and files of DNS. */
final class Settings {

  private static final String FORWARD = "net.ipv4.ip_forward";
  private static final String FORWARD6 = "net.ipv6.conf.all.forwarding";
  private static final String FILES = "/proc/sys/";

  private final NetSession session;
  private final Scene scene;
  private final List<Step> steps = new ArrayList<>();

  private Settings(NetSession session, Scene scene) {
    this.session = session;
    this.scene = scene;
  }

  /**
   * What is to be changed.
   *
   * @param gone namespaces that are taken away
   * @param before what was up, as far as it is known: what that has turned on is turned off again
   */
  static List<Step> steps(
      NetSession session, Scene scene, Topology topology, List<String> gone, List<Topology> before)
      throws NetlinkException {
    Settings settings = new Settings(session, scene);
    for (String namespace : gone) {
      settings.noDns(namespace);
    }
    for (Topology.Namespace namespace : topology.namespaces().values()) {
      boolean forwarded = false;
      boolean resolved = false;
      for (Topology earlier : before) {
        Topology.Namespace old = earlier.namespaces().get(namespace.name());
        forwarded |= old != null && old.forward();
        resolved |= old != null && old.dns() != null;
      }
      settings.sysctls(namespace, forwarded);
      settings.dns(namespace, resolved);
    }
    return settings.steps;
  }

  private void sysctls(Topology.Namespace namespace, boolean forwarded) throws NetlinkException {
    Map<String, String> wanted = new LinkedHashMap<>();
    boolean host = namespace.name().equals(Topology.HOST);
    if (forwarded && !host) { // others may rely on the host's
      wanted.put(FORWARD, "0");
      wanted.put(FORWARD6, "0");
    }
    if (namespace.forward()) {
      wanted.put(FORWARD, "1");
      wanted.put(FORWARD6, "1");
    }
    wanted.putAll(namespace.sysctl());
    Live live = scene.live(namespace.name());
    boolean there = live != null;
    for (Map.Entry<String, String> sysctl : wanted.entrySet()) {
      String file = file(sysctl.getKey());
      String has = live == null ? "" : new Sysctl(session, live.netns()).read(file);
      if (!isSame(has, sysctl.getValue()) && !isLacking(sysctl, has, there)) {
        String what = namespace.name() + " " + sysctl.getKey() + " = " + sysctl.getValue();
        steps.add(
            new Step(
                (there ? "~" : "+") + " sysctl " + what,
                (builder, undo) -> write(builder, namespace.name(), sysctl, has, undo)));
      }
    }
  }

  /** A kernel without IPv6 has nothing to turn on. */
  private static boolean isLacking(Map.Entry<String, String> sysctl, String has, boolean there) {
    return there && has.isEmpty() && sysctl.getKey().equals(FORWARD6);
  }

  private static boolean isSame(String has, String wanted) {
    return String.join(" ", has.split("\\s+")).equals(String.join(" ", wanted.split("\\s+")));
  }

  private static String file(String key) throws NetlinkException {
    String path = key.indexOf('/') >= 0 ? key : key.replace('.', '/');
    if (!path.startsWith("net/") || path.contains("..")) {
      throw NetlinkException.failed("no sysctl of a network namespace: '" + key + "'");
    }
    return FILES + path;
  }

  private void write(
      Builder builder, String namespace, Map.Entry<String, String> sysctl, String before, Undo undo)
      throws NetlinkException {
    Netns place = builder.place(namespace);
    String file = file(sysctl.getKey());
    String doing = "cannot set " + sysctl.getKey() + place.place();
    if (sysctl.getKey().equals(FORWARD6) && new Sysctl(session, place).read(file).isEmpty()) {
      return;
    }
    new Sysctl(session, place).write(file, sysctl.getValue(), doing);
    if (!before.isEmpty()) {
      undo.add(() -> new Sysctl(session, place).write(file, before, doing));
    }
  }

  private void dns(Topology.Namespace namespace, boolean resolved) throws NetlinkException {
    if (namespace.name().equals(Topology.HOST)) {
      return;
    }
    NetnsDns files = new NetnsDns(namespace.name());
    if (namespace.dns() == null) {
      if (resolved) {
        noDns(namespace.name());
      }
      return;
    }
    Dns dns = dns(namespace.dns());
    if (!files.has(dns)) {
      steps.add(
          new Step(
              (files.isSet() ? "~" : "+") + " dns " + namespace.name(),
              (builder, undo) -> files.set(dns, undo)));
    }
  }

  private void noDns(String namespace) throws NetlinkException {
    NetnsDns files = new NetnsDns(namespace);
    if (files.isSet()) {
      steps.add(new Step("- dns " + namespace, (builder, undo) -> files.delete(undo)));
    }
  }

  private static Dns dns(Topology.Dns dns) {
    List<String> servers = new ArrayList<>();
    dns.servers().forEach(server -> servers.add(server.text()));
    List<String> hosts = new ArrayList<>();
    for (Map.Entry<Ip, List<String>> host : dns.hosts().entrySet()) {
      host.getValue().forEach(name -> hosts.add(name + "=" + host.getKey().text()));
    }
    return new Dns(servers, dns.search(), hosts);
  }
}
