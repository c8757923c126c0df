package dev.nsjava.topology.file;

import dev.nsjava.net.Ip;
import dev.nsjava.topology.ExportException;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what a file says of namespaces. */
final class NamespaceWriter {

  private final StringBuilder text;

  NamespaceWriter(StringBuilder text) {
    this.text = text;
  }

  /** Writes one, with its name. */
  void write(Topology.Namespace namespace) throws ExportException {
    text.append("  ").append(YamlText.of(namespace.name())).append(":");
    int begin = text.length();
    line("lo", namespace.loopback().stream().map(Words::text).toList());
    routes(namespace.routes());
    if (namespace.forward()) {
      line("forward", "true");
    }
    line("nat", namespace.masquerade());
    line("publish", namespace.publish().stream().map(NamespaceWriter::publish).toList());
    if (namespace.firewall() != null) {
      line("firewall", firewall(namespace.firewall()));
    }
    if (!namespace.nftables().isEmpty()) {
      line("nftables", YamlText.block(namespace.nftables(), "      "));
    }
    if (namespace.dns() != null) {
      line("dns", dns(namespace.dns()));
    }
    if (!namespace.sysctl().isEmpty()) {
      line("sysctl", YamlFlow.map(namespace.sysctl()));
    }
    exec(namespace.exec());
    run(namespace.run());
    text.append(text.length() == begin ? " {}\n" : "");
  }

  private void line(String key, String value) {
    text.append(text.charAt(text.length() - 1) == ':' ? "\n" : "");
    text.append("    ").append(key).append(value.isEmpty() ? ":" : ": ").append(value);
    text.append('\n');
  }

  private void line(String key, List<String> values) throws ExportException {
    if (!values.isEmpty()) {
      line(key, YamlFlow.list(values));
    }
  }

  /** Those to one network are a list. */
  private void routes(List<Topology.Route> routes) throws ExportException {
    Map<String, List<String>> ways = new LinkedHashMap<>();
    for (Topology.Route route : routes) {
      String to = Words.text(route.destination());
      ways.computeIfAbsent(to, key -> new ArrayList<>()).add(way(route));
    }
    if (!ways.isEmpty()) {
      line("routes", "");
    }
    for (Map.Entry<String, List<String>> entry : ways.entrySet()) {
      List<String> values = entry.getValue();
      text.append("      ").append(YamlText.of(entry.getKey())).append(": ");
      text.append(values.size() == 1 ? values.getFirst() : values.toString()).append('\n');
    }
  }

  private static String way(Topology.Route route) throws ExportException {
    if (route.blackhole()) {
      return "blackhole";
    }
    Ip via = route.via();
    return YamlFlow.map()
        .some("via", via == null ? "" : via.text())
        .some("dev", route.device())
        .some("metric", route.metric())
        .toString();
  }

  private static String publish(Topology.Publish publish) {
    return publish.hostPort() + ":" + publish.port() + (publish.udp() ? "/udp" : "/tcp");
  }

  private static String firewall(Topology.Firewall firewall) throws ExportException {
    List<String> allow = new ArrayList<>();
    for (Topology.Allow one : firewall.allow()) {
      String port = one.port() == 0 ? "" : "/" + one.port();
      String from = one.from() == null ? "" : " from " + Words.text(one.from());
      allow.add(one.protocol() + port + from);
    }
    return YamlFlow.map()
        .raw("input", firewall.input() ? "accept" : "drop")
        .raw("forward", firewall.forward() ? "accept" : "drop")
        .some("allow", allow)
        .toString();
  }

  private static String dns(Topology.Dns dns) throws ExportException {
    YamlFlow hosts = YamlFlow.map();
    for (Map.Entry<Ip, List<String>> host : dns.hosts().entrySet()) {
      hosts.raw(YamlText.of(host.getKey().text()), YamlFlow.list(host.getValue()));
    }
    YamlFlow flow =
        YamlFlow.map()
            .some("servers", dns.servers().stream().map(Ip::text).toList())
            .some("search", dns.search());
    return (dns.hosts().isEmpty() ? flow : flow.raw("hosts", hosts.toString())).toString();
  }

  private void exec(List<List<String>> commands) throws ExportException {
    if (!commands.isEmpty()) {
      line("exec", "");
    }
    for (List<String> command : commands) {
      text.append("      - ").append(YamlFlow.list(command)).append('\n');
    }
  }

  private void run(List<Topology.Run> runs) throws ExportException {
    if (!runs.isEmpty()) {
      line("run", "");
    }
    for (Topology.Run run : runs) {
      YamlFlow flow =
          YamlFlow.map()
              .raw("cmd", YamlFlow.list(run.command()))
              .some("ready", run.ready())
              .text("restart", run.restart())
              .some("after", run.after())
              .some("user", run.user());
      if (!run.environment().isEmpty()) {
        flow.raw("env", YamlFlow.map(run.environment()));
      }
      text.append("      ").append(YamlText.of(run.name())).append(": ").append(flow).append('\n');
    }
  }
}
