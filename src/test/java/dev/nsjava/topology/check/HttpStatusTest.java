package dev.nsjava.topology.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpStatusTest {

  private static byte[] bytes(String text) {
    return text.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "HTTP/1.1 200 OK|; 200",
        "HTTP/1.0 404 Not Found|Server: x||; 404",
        "HTTP/1.1 302 |Location: http://elsewhere/||; 302",
        "HTTP/1.1 500|; 500",
        "HTTP/1.1 999 No|; 999",
        "HTTP/1.1 100 Continue||HTTP/1.1 204 No Content|; 204",
        "HTTP/1.1 103 Early Hints|Link: x||HTTP/1.1 102 Wait||HTTP/1.1 201 Made|; 201",
      })
  void a_status_is_found_however_it_is_cut(String text, int status) {
    assertThat(new HttpStatus().take(bytes(text))).isEqualTo(status);

    HttpStatus drips = new HttpStatus();
    int code = HttpStatus.MORE;
    for (byte one : bytes(text)) {
      code = code == HttpStatus.MORE ? drips.take(new byte[] {one}) : code;
    }
    assertThat(code).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH|",
        "HTTP/2 200|||||",
        "HTTP/1.x 200 OK|",
        "HTTP/1.1  200 OK|",
        "HTTP/1.1 20 OK|",
        "HTTP/1.1 2000|",
        "HTTP/1.1 099 OK|",
        "HTTP/1.1 -10 OK|",
        "http/1.1 200 OK|",
        "|HTTP/1.1 200 OK|",
        "<html>",
        "\0",
      })
  void what_is_no_answer_is_malformed(String text) {
    assertThat(new HttpStatus().take(bytes(text))).isEqualTo(HttpStatus.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "H", "HTTP/1.", "HTTP/1.1 200", "HTTP/1.1 100 Continue|X: y|"})
  void what_is_cut_off_may_go_on(String text) {
    assertThat(new HttpStatus().take(bytes(text))).isEqualTo(HttpStatus.MORE);
  }

  @Test
  void not_for_ever() {
    HttpStatus status = new HttpStatus();
    assertThat(status.take(bytes("HTTP/1.1 100 Continue|"))).isEqualTo(HttpStatus.MORE);
    assertThat(status.take(new byte[10_000])).isEqualTo(HttpStatus.MORE);
    assertThat(status.take(new byte[10_000])).isEqualTo(HttpStatus.MALFORMED);

    HttpStatus many = new HttpStatus();
    byte[] wait = bytes("HTTP/1.1 100 Continue||");
    int code = HttpStatus.MORE;
    for (int i = 0; i < 1000 && code == HttpStatus.MORE; i++) {
      code = many.take(wait);
    }
    assertThat(code).isEqualTo(HttpStatus.MALFORMED);
  }
}
