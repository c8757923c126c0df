package dev.nsjava.topology;

import dev.nsjava.net.NetlinkException;
import java.nio.charset.StandardCharsets;

/**
 * A URL of HTTP, RFC 9110, 4.2.1.
 *
 * @param host a name or an address, that of IPv6 without its brackets
 * @param authority the host and the port as they stand in the URL
 * @param port 1 to 65535
 * @param target path and query, beginning with a slash
 */
public record HttpUrl(String host, String authority, int port, String target) {

  private static final String SCHEME = "http://";
  private static final int PORT = 80;
  private static final int LAST_PORT = 65535;

  /** Bytes: what is sent at once finds room in any queue. */
  private static final int LONGEST = 2000;

  /** Reads one. */
  public static HttpUrl parse(String text) throws NetlinkException {
    if (!text.startsWith(SCHEME)) {
      throw wrong(text, "it does not begin with " + SCHEME);
    }
    if (text.length() > LONGEST) {
      throw wrong(text.substring(0, SCHEME.length()) + "...", "it is longer than " + LONGEST);
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7f) {
        throw wrong(text, "it has characters that must be escaped as %20 is");
      }
    }
    int fragment = text.indexOf('#');
    String whole = text.substring(SCHEME.length(), fragment < 0 ? text.length() : fragment);
    int end = 0;
    while (end < whole.length() && whole.charAt(end) != '/' && whole.charAt(end) != '?') {
      end++;
    }
    String target = whole.substring(end);
    return of(text, whole.substring(0, end), target.startsWith("/") ? target : "/" + target);
  }

  private static HttpUrl of(String text, String authority, String target) throws NetlinkException {
    int bracket = authority.startsWith("[") ? authority.indexOf(']') : -1;
    int colon = authority.indexOf(':', Math.max(bracket, 0));
    int end = colon < 0 ? authority.length() : colon;
    String host = bracket < 0 ? authority.substring(0, end) : authority.substring(1, bracket);
    boolean cut = bracket >= 0 && end != bracket + 1;
    if (host.isEmpty() || cut || host.indexOf('@') >= 0 || host.indexOf('[') >= 0) {
      throw wrong(text, "it names no host");
    }
    int port = colon < 0 || colon == authority.length() - 1 ? PORT : port(authority, colon + 1);
    if (port < 1 || port > LAST_PORT) {
      throw wrong(text, "a port is 1 to " + LAST_PORT);
    }
    return new HttpUrl(host, authority, port, target);
  }

  private static int port(String authority, int start) {
    int port = 0;
    for (int i = start; i < authority.length(); i++) {
      int digit = authority.charAt(i) - '0';
      port = digit < 0 || digit > 9 || port > LAST_PORT ? LAST_PORT + 1 : 10 * port + digit;
    }
    return port;
  }

  private static NetlinkException wrong(String text, String why) {
    return NetlinkException.failed("not a URL that can be got: '" + text + "': " + why);
  }

  /** What asks for it, once. */
  public byte[] request() {
    String request =
        "GET "
            + target
            + " HTTP/1.1\r\nHost: "
            + authority
            + "\r\nUser-Agent: nsjava\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    return request.getBytes(StandardCharsets.US_ASCII);
  }
}
