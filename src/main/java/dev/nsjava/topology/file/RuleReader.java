package dev.nsjava.topology.file;

import dev.nsjava.net.Ip;
import dev.nsjava.net.Prefix;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code firewall}, {@code publish} and {@code dns}. */
final class RuleReader {

  static final List<String> VERDICTS = List.of("accept", "drop");

  private static final List<String> PROTOCOLS = List.of("icmp", "tcp", "udp");
  private static final int MOST_PORTS = 65_535;

  private final Mistakes mistakes;

  RuleReader(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  /** A firewall: what comes in is dropped unless it is said otherwise. */
  Topology.@Nullable Firewall firewall(@Nullable YamlNode node) {
    if (node == null) {
      return null;
    }
    Fields fields = new Fields(node, "a firewall", Keys.FIREWALL, mistakes);
    List<Topology.Allow> allow = new ArrayList<>();
    for (YamlNode text : fields.texts("allow")) {
      Topology.Allow one = allow(text);
      if (one != null) {
        allow.add(one);
      }
    }
    boolean input = fields.choice("input", VERDICTS, "drop").equals("accept");
    boolean forward = fields.choice("forward", VERDICTS, "accept").equals("accept");
    return new Topology.Firewall(input, forward, allow);
  }

  /** {@code icmp}, {@code tcp/22}, {@code udp/53 from 10.0.0.0/8}. */
  private Topology.@Nullable Allow allow(YamlNode node) {
    List<String> words = Words.of(node.text());
    String what = words.isEmpty() ? "" : words.getFirst();
    int slash = what.indexOf('/');
    String protocol = slash < 0 ? what : what.substring(0, slash);
    long port = slash < 0 ? 0 : Quantities.whole(what.substring(slash + 1), MOST_PORTS);
    boolean from = words.size() == 3 && words.get(1).equals("from");
    boolean portless = protocol.equals("icmp") && slash >= 0;
    if (!PROTOCOLS.contains(protocol)
        || (slash >= 0 && port < 1)
        || portless
        || (words.size() != 1 && !from)) {
      String meant = mistakes.meant(protocol, PROTOCOLS);
      mistakes.add(
          node,
          "allow has icmp, tcp/PORT or udp/PORT, and from NETWORK behind it, not "
              + Mistakes.quoted(node.text())
              + (PROTOCOLS.contains(protocol) ? "" : meant));
      return null;
    }
    Prefix network = from ? AddressReader.network(node, words.get(2), mistakes) : null;
    return from && network == null ? null : new Topology.Allow(protocol, (int) port, network);
  }

  /** {@code 8080:80}, {@code 53:53/udp}; null if it is none. */
  static Topology.@Nullable Publish publish(String text) {
    boolean udp = text.endsWith("/udp");
    String ports = udp || text.endsWith("/tcp") ? text.substring(0, text.length() - 4) : text;
    int colon = ports.indexOf(':');
    long outside = Quantities.whole(ports.substring(0, Math.max(colon, 0)), MOST_PORTS);
    long inside = Quantities.whole(ports.substring(colon + 1), MOST_PORTS);
    return outside < 1 || inside < 1
        ? null
        : new Topology.Publish((int) outside, (int) inside, udp);
  }

  /** Name resolution. */
  Draft.@Nullable Names dns(@Nullable YamlNode node) {
    if (node == null) {
      return null;
    }
    Fields fields = new Fields(node, "dns", Keys.DNS, mistakes);
    List<Ip> servers = new ArrayList<>();
    for (YamlNode text : fields.texts("servers")) {
      Ip ip = AddressReader.ip(text, text.text(), mistakes);
      if (ip != null) {
        servers.add(ip);
      }
    }
    List<String> search = new ArrayList<>();
    for (YamlNode text : fields.texts("search")) {
      if (isDomain(text)) {
        search.add(text.text());
      }
    }
    YamlNode hosts = fields.get("hosts");
    boolean all = hosts != null && hosts.isScalar() && hosts.text().equals("auto");
    return new Draft.Names(servers, search, all ? null : hosts(fields));
  }

  private Map<Ip, List<String>> hosts(Fields dns) {
    Map<Ip, List<String>> hosts = new LinkedHashMap<>();
    YamlNode node = dns.get("hosts");
    if (node == null) {
      return hosts;
    }
    if (!node.isMap()) {
      mistakes.add(node, "hosts is auto, or {ADDRESS: NAME}, not " + Fields.seen(node));
      return hosts;
    }
    Fields fields = new Fields(node, "hosts", mistakes);
    for (String key : fields.names()) {
      Ip ip = AddressReader.ip(fields.key(key), key, mistakes);
      List<String> names = new ArrayList<>();
      for (YamlNode name : fields.texts(key)) {
        if (isDomain(name)) {
          names.add(name.text());
        }
      }
      if (ip != null && !names.isEmpty()) {
        hosts.put(ip, names);
      }
    }
    return hosts;
  }

  private boolean isDomain(YamlNode node) {
    boolean name = Words.isName(node.text(), 253);
    if (!name) {
      mistakes.add(node, Mistakes.quoted(node.text()) + " is no name of a host or a domain");
    }
    return name;
  }
}
