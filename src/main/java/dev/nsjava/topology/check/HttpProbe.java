package dev.nsjava.topology.check;

import dev.nsjava.net.Ip;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Netns;
import dev.nsjava.topology.HttpUrl;
import dev.nsjava.topology.Topology.Check;

/**
 * A GET of HTTP/1.1, RFC 9112: the status of the answer is read, and no more of it. A redirection
 * is a status like any other.
 */
final class HttpProbe extends TcpProbe {

  private static final int FIRST_ERROR = 400;

  private final HttpUrl url;
  private HttpStatus status = new HttpStatus();

  /** One that is not begun. */
  HttpProbe(Check check, Netns from, Ip to, HttpUrl url) {
    super(check, from, to, url.port());
    this.url = url;
  }

  @Override
  void connected(long now) throws NetlinkException {
    status = new HttpStatus();
    socket().send(url.request());
  }

  @Override
  void receive(long now) throws NetlinkException {
    byte[] bytes = socket().receive();
    if (bytes == null) {
      return;
    }
    int code = status.take(bytes);
    if (code == HttpStatus.MALFORMED) {
      fail("no answer of HTTP/1", now);
    } else if (code == HttpStatus.MORE && bytes.length == 0) {
      fail("closed without an answer", now);
    } else if (code > 0) {
      decide(code, now);
    }
  }

  private void decide(int code, long now) throws NetlinkException {
    int wanted = check().status();
    if (wanted == 0 ? code < FIRST_ERROR : code == wanted) {
      answered(since(now), "status " + code, now);
    } else {
      fail("status " + code, now);
    }
  }

  @Override
  String silence() {
    return isConnected() ? "no answer of HTTP/1" : super.silence();
  }
}
