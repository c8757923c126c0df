package dev.nsjava.topology.file;

import dev.nsjava.net.Ip;
import dev.nsjava.net.LinkName;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Prefix;
import dev.nsjava.net.Subnet;
import dev.nsjava.topology.Networks;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.Words;
import dev.nsjava.topology.file.Draft.Hub;
import java.util.List;

/** Reads {@code bridges}. */
final class BridgeReader {

  private static final int LEAST_MTU = 68;
  private static final int MOST_MTU = 65_535;

  private final Draft draft;
  private final Mistakes mistakes;

  BridgeReader(Draft draft) {
    this.draft = draft;
    mistakes = draft.mistakes;
  }

  /** Reads all. */
  void read(YamlNode bridges) {
    Fields fields = new Fields(bridges, "bridges", mistakes);
    for (String key : fields.names()) {
      YamlNode at = fields.key(key);
      List<String> names = Range.all(key);
      if (names.isEmpty()) {
        mistakes.add(at, "no range: " + Mistakes.quoted(key));
      }
      for (String name : names) {
        if (isName(at, name)) {
          bridge(at, name, new Fields(fields.value(key), "a bridge", Keys.BRIDGE, mistakes));
        }
      }
    }
  }

  private boolean isName(YamlNode at, String name) {
    try {
      LinkName.check(Mistakes.bytes(name));
    } catch (NetlinkException e) {
      mistakes.add(at, Mistakes.printable(String.valueOf(e.getMessage())));
      return false;
    }
    if (draft.hubs.containsKey(name)) {
      mistakes.add(at, "bridge " + Mistakes.quoted(name) + " is here twice");
      return false;
    }
    if (!Words.isName(name, Integer.MAX_VALUE) || name.equals(Topology.HOST)) {
      mistakes.add(at, Mistakes.quoted(name) + " is no name of a bridge");
      return false;
    }
    return true;
  }

  private void bridge(YamlNode at, String name, Fields fields) {
    Hub hub = new Hub(at, name, fields.text("in", draft.fabric()));
    draft.hubs.put(name, hub);
    SubnetReader.read(fields, hub.subnets, mistakes);
    hub.automatic = SubnetReader.isAutomatic(fields);
    hub.nat = fields.flag("nat", false);
    hub.mtu = fields.number("mtu", LEAST_MTU, MOST_MTU, 0);
    hub.stp = fields.flag("stp", false);
    hub.vlans = fields.flag("vlans", false);
    gateways(hub, fields);
    if (hub.nat && hub.gateways.isEmpty() && !hub.automatic) {
      mistakes.add(fields.key("nat"), "nat needs a subnet");
    }
    if (hub.nat && hub.in.equals(draft.fabric())) {
      mistakes.add(
          fields.key("nat"),
          "nat leads nowhere, since the bridge is in no namespace that leads further: say in: host");
    }
  }

  /** True is the last address of each subnet, as {@code net connect} has it; so does nat. */
  private void gateways(Hub hub, Fields fields) {
    YamlNode node = fields.get("gateway");
    boolean flag =
        node == null
            || (node.plain() && (node.text().equals("true") || node.text().equals("false")));
    if (!flag) {
      for (YamlNode text : fields.texts("gateway")) {
        gateway(hub, text);
      }
      return;
    }
    hub.leads = fields.flag("gateway", hub.nat) || hub.nat;
    if (hub.leads && node != null && hub.subnets.isEmpty() && !hub.automatic) {
      mistakes.add(node, "a gateway needs a subnet, or an address: 10.0.0.254/24");
    }
    for (Prefix subnet : hub.subnets) {
      if (hub.leads) {
        hub.gateways.add(new Subnet(subnet).last());
      }
    }
  }

  private void gateway(Hub hub, YamlNode node) {
    Prefix address = AddressReader.prefix(node, 0, node.text(), mistakes);
    if (address == null) {
      return;
    }
    Ip ip = address.address();
    Prefix subnet = null;
    boolean other = false;
    for (Prefix one : hub.subnets) {
      subnet = Networks.contains(one, ip) ? one : subnet;
      other |= one.address().v6() == ip.v6();
    }
    if (node.text().indexOf('/') < 0 && subnet == null) {
      mistakes.add(
          node, node.text() + " is in no subnet of the bridge, and has no length of its own");
      return;
    }
    if (subnet == null && other) {
      mistakes.add(node, node.text() + " is in no subnet of the bridge");
      return;
    }
    Prefix gateway =
        node.text().indexOf('/') < 0 && subnet != null ? new Prefix(ip, subnet.length()) : address;
    if (subnet == null) {
      hub.subnets.add(Networks.of(gateway));
    } else if (subnet.length() != gateway.length()) {
      mistakes.add(node, node.text() + " and " + Words.text(subnet) + " are different networks");
    }
    hub.leads = true;
    hub.gateways.add(gateway);
  }
}
