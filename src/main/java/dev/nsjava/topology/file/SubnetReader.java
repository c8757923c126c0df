package dev.nsjava.topology.file;

import dev.nsjava.net.Prefix;
import dev.nsjava.topology.Networks;
import java.util.List;

/** Reads {@code subnet} and {@code subnet6}, of bridges and of links. */
final class SubnetReader {

  private static final String AUTO = "auto";

  private SubnetReader() {}

  /** Whether a network of the pool is wanted. */
  static boolean isAutomatic(Fields fields) {
    YamlNode node = fields.get("subnet");
    return node != null && node.text().equals(AUTO);
  }

  /** Adds the networks that are given. */
  static void read(Fields fields, List<Prefix> subnets, Mistakes mistakes) {
    if (fields.has("subnet") && !isAutomatic(fields)) {
      add(fields, "subnet", false, subnets, mistakes);
    }
    if (fields.has("subnet6")) {
      add(fields, "subnet6", true, subnets, mistakes);
    }
  }

  private static void add(
      Fields fields, String key, boolean v6, List<Prefix> subnets, Mistakes mistakes) {
    YamlNode node = fields.value(key);
    String text = fields.text(key, "");
    Prefix subnet = text.isEmpty() ? null : AddressReader.network(node, text, mistakes);
    if (subnet == null) {
      return;
    }
    if (subnet.address().v6() != v6) {
      mistakes.add(node, text + " is IPv" + (v6 ? "4: say subnet" : "6: say subnet6"));
    } else if (text.indexOf('/') < 0) {
      mistakes.add(node, Prefix.lengthMissing(text));
    } else if (subnet.length() == 0 || Networks.isSpecial(subnet)) {
      mistakes.add(node, text + " has addresses that no namespace can have");
    } else {
      subnets.add(subnet);
    }
  }
}
