package dev.nsjava.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nsjava.net.NetlinkException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUrlTest {

  @ParameterizedTest
  @CsvSource({
    "http://web1, web1, 80, /",
    "http://web1/, web1, 80, /",
    "http://web1:/a, web1, 80, /a",
    "http://web1:8080/a/b?c=d#e, web1, 8080, /a/b?c=d",
    "http://web1?c=http://d:1/, web1, 80, /?c=http://d:1/",
    "http://10.0.0.1:65535/, 10.0.0.1, 65535, /",
    "http://[fd00::1]/x, fd00::1, 80, /x",
    "http://[fd00::1]:81, fd00::1, 81, /",
  })
  void parts(String url, String host, int port, String target) throws IOException {
    HttpUrl parsed = HttpUrl.parse(url);
    assertThat(parsed.host()).isEqualTo(host);
    assertThat(parsed.port()).isEqualTo(port);
    assertThat(parsed.target()).isEqualTo(target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://web1/",
        "web1/",
        "http://",
        "http:///x",
        "http://:80/",
        "http://web1:0/",
        "http://web1:65536/",
        "http://web1:99999999999/",
        "http://web1:8o/",
        "http://me@web1/",
        "http://[fd00::1/",
        "http://[fd00::1]x/",
        "http://web1/a b",
        "http://web1/\r\nX: y",
        "http://web1/\u00e4",
      })
  void what_is_none(String url) {
    assertThatExceptionOfType(NetlinkException.class)
        .isThrownBy(() -> HttpUrl.parse(url))
        .withMessageStartingWith("not a URL that can be got: '" + url + "': ");
  }

  @Test
  void one_that_is_too_long() {
    assertThatExceptionOfType(NetlinkException.class)
        .isThrownBy(() -> HttpUrl.parse("http://web1/" + "x".repeat(2000)))
        .withMessage("not a URL that can be got: 'http://...': it is longer than 2000");
  }

  @Test
  void the_request_names_the_host_as_the_url_does() throws IOException {
    byte[] request = HttpUrl.parse("http://web1:8080/a?b#c").request();
    assertThat(new String(request, StandardCharsets.ISO_8859_1))
        .startsWith("GET /a?b HTTP/1.1\r\nHost: web1:8080\r\n")
        .endsWith("\r\nConnection: close\r\n\r\n");
  }
}
