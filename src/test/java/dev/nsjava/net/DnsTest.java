package dev.nsjava.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DnsTest {

  private static final List<String> NONE = List.of();
  private static final List<String> SERVER = List.of("10.0.0.1");

  @Test
  void the_texts() throws Exception {
    Dns dns =
        new Dns(
            List.of("10.0.0.1", "fe80::1%eth0"),
            List.of("lab.example", "a_b.c-d."),
            List.of("www.lab.example=10.0.0.2", "six=2001:db8::1"));

    dns.check();
    assertThat(dns.resolvConf())
        .isEqualTo(
            """
            # by nsjava net dns set
            nameserver 10.0.0.1
            nameserver fe80::1%eth0
            search lab.example a_b.c-d.
            """);
    assertThat(dns.hostsText())
        .isEqualTo(
            """
            # by nsjava net dns set
            127.0.0.1 localhost
            ::1 localhost ip6-localhost ip6-loopback
            10.0.0.2 www.lab.example
            2001:db8::1 six
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.0.0", "x", "10.0.0.1%eth0", "fe80::1%", "fe80::1%a b", "::1%\n"})
  void no_servers(String server) {
    refused(new Dns(List.of(server), NONE, NONE), "not an IP address: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a..b", ".a", "-a", "a b", "a\nb", "\u00e4", "a/b", "a.."})
  void no_domains(String domain) {
    refused(new Dns(SERVER, List.of(domain), NONE), "not a domain name: '" + domain + "'");
    refused(new Dns(NONE, NONE, List.of(domain + "=::1")), "not a domain name: '" + domain + "'");
  }

  @Test
  void lengths() throws Exception {
    String label = "a".repeat(63);
    String longest = String.join(".", label, label, label, "a".repeat(61));

    new Dns(SERVER, List.of(longest, longest + "."), NONE).check();
    refused(new Dns(SERVER, List.of(longest + "a"), NONE), "not a domain name: ");
    refused(new Dns(SERVER, List.of(label + "a"), NONE), "not a domain name: ");
  }

  @Test
  void what_makes_no_sense() {
    refused(new Dns(List.of("::1", "::2", "::3", "::4"), NONE, NONE), "more than three servers");
    refused(new Dns(NONE, List.of("lab"), NONE), "a search list without a server");
    refused(new Dns(NONE, NONE, List.of("lab")), "no NAME=ADDRESS: 'lab'");
    refused(new Dns(NONE, NONE, List.of("lab=fe80::1%eth0")), "not an IP address: ");
  }

  private static void refused(Dns dns, String message) {
    assertThatExceptionOfType(NetlinkException.class)
        .isThrownBy(dns::check)
        .withMessageStartingWith(message);
  }
}
