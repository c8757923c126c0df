package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.NetworkNamespace;
import dev.nsjava.ns.NsType;
import dev.nsjava.ns.Visit;
import dev.nsjava.sys.LibC;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The library, in a network and with a /run of its own. */
@KernelTest
@Tag("not-sanitized")
class NetworkNamespaceIT {

  private static final String OWN = "/proc/thread-self/ns/net";

  private final LibC libc = LibC.load();

  private interface Body {
    void run() throws Exception;
  }

  /** Threads that are started there stay there. */
  private void inBox(Body body) throws Exception {
    try (Box box = Box.of("-mn", "mount -t tmpfs run /run")) {
      Visit.in(
          libc,
          Map.of(NsType.NET, box.file(NsType.NET), NsType.MNT, box.file(NsType.MNT)),
          () -> {
            try {
              body.run();
            } catch (IOException | RuntimeException e) {
              throw e;
            } catch (Exception e) {
              throw new AssertionError(e);
            }
            return true;
          });
    }
  }

  private static String own() throws IOException {
    return Files.readSymbolicLink(Path.of(OWN)).toString();
  }

  private static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  @Test
  void a_server_in_one_answers_a_client_in_another() throws Exception {
    inBox(
        () -> {
          try (NetworkNamespace a = NetworkNamespace.create("a");
              NetworkNamespace b = NetworkNamespace.anonymous()) {
            a.connect("eth0", b, "eth0");
            a.address("eth0", "10.0.0.1/24");
            b.address("eth0", "10.0.0.2/24");
            HttpServer server =
                a.call(() -> HttpServer.create(new InetSocketAddress("10.0.0.1", 8080), 0));
            server.createContext(
                "/",
                exchange -> {
                  byte[] who = exchange.getRemoteAddress().getAddress().getAddress();
                  exchange.sendResponseHeaders(200, who.length);
                  exchange.getResponseBody().write(who);
                  exchange.close();
                });
            a.call(
                () -> {
                  server.start();
                  return true;
                });
            URI uri = URI.create("http://10.0.0.1:8080/");
            byte[] answer =
                b.call(
                    () -> {
                      try (HttpClient client = HttpClient.newHttpClient()) {
                        HttpRequest request = HttpRequest.newBuilder(uri).build();
                        return client.send(request, BodyHandlers.ofByteArray()).body();
                      }
                    });
            server.stop(0);

            assertThat(answer).containsExactly(10, 0, 0, 2);
          }
        });
  }

  @Test
  void sockets_of_ipv6_on_the_loopback_and_a_way_out() throws Exception {
    inBox(
        () -> {
          try (NetworkNamespace a = NetworkNamespace.anonymous();
              NetworkNamespace b = NetworkNamespace.anonymous()) {
            a.up("lo");
            a.connect("left", b, "right");
            a.address("left", "fd00::1/64");
            b.address("right", "fd00::2/64");
            b.defaultRoute("fd00::1");
            a.address("lo", "fd01::1/128");
            try (ServerSocket server = a.call(() -> new ServerSocket(0));
                Socket client = b.call(() -> new Socket("fd01::1", server.getLocalPort()));
                Socket served = server.accept()) {
              client.getOutputStream().write(42);
              assertThat(served.getInputStream().read()).isEqualTo(42);
            }
          }
        });
  }

  @Test
  void names_are_those_of_ip() throws Exception {
    inBox(
        () -> {
          run("ip", "netns", "add", "theirs");
          try (NetworkNamespace ours = NetworkNamespace.create("ours");
              NetworkNamespace theirs = NetworkNamespace.open("theirs");
              NetworkNamespace again = NetworkNamespace.open("/run/netns/ours");
              NetworkNamespace process =
                  NetworkNamespace.open(Long.toString(ProcessHandle.current().pid()))) {
            assertThat(run("ip", "netns", "ls").lines())
                .containsExactlyInAnyOrder("ours", "theirs");
            String within = ours.call(NetworkNamespaceIT::own);
            assertThat(within).isEqualTo(again.call(NetworkNamespaceIT::own)).isNotEqualTo(own());
            assertThat(run("ip", "netns", "exec", "ours", "readlink", "/proc/self/ns/net").strip())
                .isEqualTo(within);
            assertThat(theirs.call(NetworkNamespaceIT::own)).isNotIn(within, own());
            assertThat(process.call(NetworkNamespaceIT::own))
                .isEqualTo(Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString());
          }
          assertThat(run("ip", "netns", "ls").strip()).isEqualTo("theirs");
        });
  }

  @Test
  void closed_it_leaves_nothing() throws Exception {
    inBox(
        () -> {
          try (NetworkNamespace first = NetworkNamespace.create("first")) {
            first.up("lo");
          }
          long before = descriptors();
          NetworkNamespace mine = NetworkNamespace.create("mine");
          mine.close();
          mine.close();
          assertThat(descriptors()).isEqualTo(before);
          try (Stream<Path> names = Files.list(Path.of("/run/netns"))) {
            assertThat(names).isEmpty();
          }
          assertThatExceptionOfType(IllegalStateException.class)
              .isThrownBy(() -> mine.call(() -> 1))
              .withMessage("the network namespace is closed");
        });
  }

  @Test
  void a_name_that_another_has_by_now_stays() throws Exception {
    inBox(
        () -> {
          try (NetworkNamespace mine = NetworkNamespace.create("mine")) {
            mine.up("lo");
            run("ip", "netns", "del", "mine");
            run("ip", "netns", "add", "mine");
          }
          assertThat(run("ip", "netns", "ls").strip()).isEqualTo("mine");
        });
  }

  @Test
  void refusals_are_one_line_and_change_nothing() throws Exception {
    inBox(
        () -> {
          try (NetworkNamespace a = NetworkNamespace.create("a");
              NetworkNamespace b = NetworkNamespace.anonymous()) {
            refused(() -> NetworkNamespace.create("a"), "network namespace 'a' exists already");
            refused(() -> NetworkNamespace.open("b"), "no network namespace 'b'");
            refused(() -> NetworkNamespace.create("a/b"), "invalid network namespace name 'a/b'");
            refused(() -> a.up("nope"), "cannot bring up link 'nope': No such device");
            refused(() -> a.address("lo", "10.0.0.1/33"), "");
            refused(() -> a.defaultRoute("10.0.0.9"), "cannot add route default: ");
            b.connect("taken", a, "x");
            refused(() -> a.connect("left", b, "taken"), "cannot create link 'left': File exists");
            refused(() -> a.connect("x y", b, "z"), "invalid link name 'x y'");
            assertThat(run("ip", "-n", "a", "-br", "link")).contains("x@").doesNotContain("left");
          }
        });
  }

  private static void refused(Body body, String start) {
    assertThatExceptionOfType(NetlinkException.class)
        .isThrownBy(body::run)
        .withMessageStartingWith(start);
  }

  @Test
  void what_the_code_throws_comes_back() throws Exception {
    inBox(
        () -> {
          try (NetworkNamespace a = NetworkNamespace.anonymous()) {
            for (Throwable thrown :
                new Throwable[] {
                  new TimeoutException(),
                  new IOException(),
                  new IllegalStateException(),
                  new Error()
                }) {
              assertThat(caught(a, thrown)).isSameAs(thrown);
            }
          }
        });
  }

  private static Throwable caught(NetworkNamespace namespace, Throwable thrown) {
    try {
      namespace.call(
          () -> {
            if (thrown instanceof Error e) {
              throw e;
            }
            throw (Exception) thrown;
          });
    } catch (Throwable e) {
      return e;
    }
    throw new AssertionError("nothing was thrown");
  }

  @Test
  void an_interrupt_reaches_the_code() throws Exception {
    inBox(
        () -> {
          try (NetworkNamespace a = NetworkNamespace.anonymous()) {
            CountDownLatch within = new CountDownLatch(1);
            CountDownLatch ended = new CountDownLatch(1);
            FutureTask<Throwable> caller =
                new FutureTask<>(
                    () -> {
                      try {
                        return a.call(
                            () -> {
                              within.countDown();
                              try {
                                new CountDownLatch(1).await();
                              } finally {
                                ended.countDown();
                              }
                              return new AssertionError("not interrupted");
                            });
                      } catch (InterruptedIOException e) {
                        return e;
                      }
                    });
            Thread thread = Thread.ofPlatform().start(caller);
            within.await();
            thread.interrupt();
            ended.await();
            assertThat(caller.get()).isInstanceOf(InterruptedIOException.class);
          }
        });
  }

  /** What is done for the caller is finished first. */
  @Test
  void an_interrupted_caller_gets_what_it_made() throws Exception {
    inBox(
        () -> {
          Thread.currentThread().interrupt();
          try (NetworkNamespace a = NetworkNamespace.create("a")) {
            assertThat(Thread.interrupted()).isTrue();
            a.up("lo");
          }
        });
  }

  @Test
  void threads_that_the_code_starts_are_there_too() throws Exception {
    try (NetworkNamespace a = NetworkNamespace.anonymous()) {
      String within = a.call(NetworkNamespaceIT::own);
      assertThat(a.call(() -> seen(Thread.ofPlatform()))).isEqualTo(within);
      assertThat(own()).isNotEqualTo(within);
    }
  }

  private static String seen(Thread.Builder builder) throws Exception {
    FutureTask<String> task = new FutureTask<>(NetworkNamespaceIT::own);
    builder.start(task);
    return task.get();
  }
}
