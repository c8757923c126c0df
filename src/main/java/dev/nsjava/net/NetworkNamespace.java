package dev.nsjava.net;

import dev.nsjava.ns.NsType;
import dev.nsjava.ns.Visit;
import dev.nsjava.sys.LibC;
import dev.nsjava.sys.NativeCalls;
import dev.nsjava.sys.SysException;
import dev.nsjava.sys.SystemCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A network namespace for programs in Java, see network_namespaces(7): what a test needs to have
 * its own network. It is held open until it is closed, and lives on after that only if it has a
 * name or somebody is in it.
 *
 * <p>Making one and what changes it need CAP_SYS_ADMIN and CAP_NET_ADMIN. Refusals are {@link
 * NetlinkException}s of one line. The thread that calls is never moved: all is done by threads that
 * are thrown away. Any thread may call, but none after {@link #close}.
 */
public final class NetworkNamespace implements AutoCloseable {

  /** Loaded when the first is made. */
  private static final class Native {
    private static final LibC LIBC = LibC.load();
  }

  private final @Nullable String name;
  private final int fd;
  private boolean closed;

  private NetworkNamespace(@Nullable String name, int fd) {
    this.name = name;
    this.fd = fd;
  }

  /**
   * Makes one with a name, which ip-netns(8) knows too. Its loopback is off. Closing it takes the
   * name away.
   *
   * @param name 1 to 255 bytes in UTF-8, no slash
   * @throws NetlinkException if the name is taken, say; then nothing is left
   */
  public static NetworkNamespace create(String name) throws IOException {
    String bytes = bytes(name);
    NetnsNames.check(bytes);
    return aside(
        session ->
            session.change(
                undo -> {
                  Netns netns = session.create(bytes);
                  session.names().add(bytes, netns, undo);
                  return new NetworkNamespace(bytes, held(session, netns));
                }));
  }

  /** Makes one without a name: it ends when it is closed and nobody is in it. */
  public static NetworkNamespace anonymous() throws IOException {
    return aside(session -> new NetworkNamespace(null, held(session, session.create("anonymous"))));
  }

  /**
   * Opens one that is there. Closing it leaves it as it is.
   *
   * @param word a name, a PID, or a path with a slash, in this order; {@code host}: the caller's
   * @throws NetlinkException if there is none, or it may not be opened
   */
  public static NetworkNamespace open(String word) throws IOException {
    return aside(session -> new NetworkNamespace(null, held(session, session.find(bytes(word)))));
  }

  /**
   * Runs code in it, on a thread of its own. Sockets that this opens stay there, whoever uses them
   * later.
   *
   * <p>A platform thread that the code starts is in there too, as clone(2) has it; so are servers
   * and clients that make their threads themselves. Threads that were there before are not: pools,
   * and those that carry virtual threads. All else, files say, is as it is for the caller.
   *
   * @throws Exception what the code throws
   * @throws java.io.InterruptedIOException if the caller is interrupted; then so is the code
   */
  public <T extends @Nullable Object> T call(Callable<T> code) throws Exception {
    try {
      return Visit.in(Native.LIBC, Map.of(NsType.NET, file()), () -> unchecked(code));
    } catch (Thrown e) {
      throw e.exception;
    } catch (SysException e) {
      throw NetlinkException.of(e);
    }
  }

  /** A checked exception on its way through an interface that knows it not. */
  private static final class Thrown extends RuntimeException {

    @java.io.Serial private static final long serialVersionUID = 1L;

    private final Exception exception;

    Thrown(Exception exception) {
      super(exception);
      this.exception = exception;
    }
  }

  private static <T extends @Nullable Object> T unchecked(Callable<T> code) {
    try {
      return code.call();
    } catch (Exception e) {
      throw new Thrown(e);
    }
  }

  /**
   * Switches a link on, see ip-link(8).
   *
   * @param link {@code lo} for the loopback, with which it gets 127.0.0.1 and ::1
   */
  public void up(String link) throws IOException {
    at((session, netns) -> netns.route().change(List.of(LinkRequests.up(checked(link)))));
  }

  /**
   * Lays a cable to another one: a pair of links, see veth(4). Both are on.
   *
   * @param link the end in here, 1 to 15 bytes
   * @param peer the end in the other one
   * @throws NetlinkException if a name is taken, say; then nothing is left
   */
  public void connect(String link, NetworkNamespace other, String peer) throws IOException {
    NewLink here = NewLink.of(checked(link), null).on();
    String there = checked(peer);
    at(
        (session, netns) -> {
          Netns far = session.find(other.file());
          session.change(
              undo -> {
                netns.route().change(List.of(LinkRequests.veth(here, NewLink.of(there, far))));
                undo.add(() -> netns.route().change(List.of(LinkRequests.delete(here.name()))));
                far.route().change(List.of(LinkRequests.up(there)));
                return true;
              });
        });
  }

  /**
   * Gives a link an address, see ip-address(8). One of IPv6 may be used at once: it is not looked
   * whether another has it.
   *
   * @param address with the length of its network: {@code 10.0.0.1/24}, {@code fd00::1/64}
   */
  public void address(String link, String address) throws IOException {
    Prefix prefix = Prefix.parse(address);
    Request find = LinkRequests.find(checked(link));
    int flags = prefix.address().v6() ? AddressRequests.NODAD : 0;
    at(
        (session, netns) -> {
          for (Message message : netns.route().call(find)) {
            Link found = Link.of(message);
            if (found != null) {
              netns.route().change(List.of(AddressRequests.add(prefix, found.index(), flags)));
            }
          }
        });
  }

  /**
   * Says who takes packets to everywhere else on, see ip-route(8).
   *
   * @param gateway an address that a link's network has: {@code 10.0.0.254}
   */
  public void defaultRoute(String gateway) throws IOException {
    NewRoute route = NewRoute.out(Ip.parse(gateway), 0);
    at((session, netns) -> netns.route().change(List.of(RouteRequests.add(route))));
  }

  /**
   * Lets go of it, and takes away the name that it was made with, unless somebody has done so or
   * given it to another. Sockets and threads that are in there stay there.
   */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    try {
      if (name != null && isNamed(name)) {
        aside(
            session -> {
              session.names().delete(name);
              return true;
            });
      }
    } finally {
      closed = true;
      Native.LIBC.close(fd);
    }
  }

  private boolean isNamed(String taken) throws IOException {
    try {
      return inode(NetnsNames.file(taken)).equals(inode(file()));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static Object inode(String file) throws IOException {
    return Files.getAttribute(Path.of(file), "unix:ino");
  }

  /** A file of it, for whoever takes paths, as long as it is open. */
  private String file() {
    if (closed) {
      throw new IllegalStateException("the network namespace is closed");
    }
    return "/proc/self/fd/" + fd;
  }

  private interface Work {
    void run(NetSession session, Netns netns) throws NetlinkException;
  }

  private void at(Work work) throws IOException {
    String file = file();
    aside(
        session -> {
          work.run(session, session.find(file));
          return true;
        });
  }

  private interface Task<T> {
    T run(NetSession session) throws NetlinkException;
  }

  /** On a thread that is thrown away. It is awaited even if the caller is interrupted. */
  private static <T> T aside(Task<T> task) throws IOException {
    FutureTask<T> future =
        new FutureTask<>(
            () -> {
              try (NetSession session = NetSession.begin(new NativeCalls(Native.LIBC))) {
                return task.run(session);
              }
            });
    Thread.ofPlatform().name("network namespace").daemon().start(future);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw thrown(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static IOException thrown(@Nullable Throwable cause) {
    return switch (cause) {
      case IOException e -> e;
      case SysException e -> NetlinkException.of(e);
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> new IOException(cause);
    };
  }

  /** Another descriptor of it, which stays when the session ends. */
  private static int held(NetSession session, Netns netns) {
    String file = "/proc/thread-self/fd/" + netns.fd();
    return session.calls().open(file, SystemCalls.O_RDONLY, 0, "cannot hold it open");
  }

  private static String checked(String link) throws NetlinkException {
    String bytes = bytes(link);
    LinkName.check(bytes);
    return bytes;
  }

  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
