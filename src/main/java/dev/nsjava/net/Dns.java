package dev.nsjava.net;

import java.util.List;

/**
 * Who is asked for the names of hosts: resolv.conf(5) and hosts(5).
 *
 * @param servers addresses, those of IPv6 perhaps with {@code %INTERFACE}; at most three are asked
 * @param domains which a name without dots may be in
 * @param hosts those that nobody is asked for: {@code NAME=ADDRESS}
 */
public record Dns(List<String> servers, List<String> domains, List<String> hosts) {

  /** The first line of what is written, so that it is known again. */
  static final String MARK = "# by nsjava net dns set\n";

  private static final String LOCAL =
      "127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n";
  private static final int MOST_SERVERS = 3;
  private static final int LONGEST_DOMAIN = 253;
  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_INTERFACE = 15;

  /**
   * Makes sure that all words are what they are to be.
   *
   * @throws NetlinkException that names the first that is not
   */
  public void check() throws NetlinkException {
    if (servers.size() > MOST_SERVERS) {
      throw NetlinkException.failed("more than three servers: the fourth would never be asked");
    }
    if (servers.isEmpty() && !domains.isEmpty()) {
      throw NetlinkException.failed("a search list without a server");
    }
    for (String server : servers) {
      int percent = server.indexOf('%');
      Ip ip = Ip.parse(percent < 0 ? server : server.substring(0, percent));
      if (percent >= 0 && !(ip.v6() && isInterface(server.substring(percent + 1)))) {
        throw NetlinkException.failed("not an IP address: '" + server + "'");
      }
    }
    for (String domain : domains) {
      checkDomain(domain);
    }
    for (String host : hosts) {
      int equals = host.indexOf('=');
      if (equals < 0) {
        throw NetlinkException.failed("no NAME=ADDRESS: '" + host + "'");
      }
      checkDomain(host.substring(0, equals));
      Ip.parse(host.substring(equals + 1));
    }
  }

  private static boolean isInterface(String name) {
    boolean visible = !name.isEmpty() && name.length() <= LONGEST_INTERFACE;
    for (int i = 0; i < name.length(); i++) {
      visible &= name.charAt(i) > ' ' && name.charAt(i) < 0x7f;
    }
    return visible;
  }

  /** Labels of letters, digits, hyphens and underscores; a dot at the end is allowed. */
  private static void checkDomain(String domain) throws NetlinkException {
    String name = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
    boolean valid = name.length() <= LONGEST_DOMAIN;
    int label = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
      valid &= letter || (c >= '0' && c <= '9') || c == '_' || (c == '-' && label > 0) || c == '.';
      valid &= c != '.' || label > 0;
      label = c == '.' ? 0 : label + 1;
      valid &= label <= LONGEST_LABEL;
    }
    if (!valid || label == 0) {
      throw NetlinkException.failed("not a domain name: '" + domain + "'");
    }
  }

  /** The text of {@code resolv.conf}. */
  public String resolvConf() {
    StringBuilder text = new StringBuilder(MARK);
    for (String server : servers) {
      text.append("nameserver ").append(server).append('\n');
    }
    if (!domains.isEmpty()) {
      text.append("search ").append(String.join(" ", domains)).append('\n');
    }
    return text.toString();
  }

  /** The text of {@code hosts}. */
  public String hostsText() {
    StringBuilder text = new StringBuilder(MARK).append(LOCAL);
    for (String host : hosts) {
      int equals = host.indexOf('=');
      text.append(host, equals + 1, host.length()).append(' ').append(host, 0, equals).append('\n');
    }
    return text.toString();
  }
}
