package dev.nsjava.net;

import dev.nsjava.sys.SysException;
import dev.nsjava.sys.SystemCall;
import dev.nsjava.sys.SystemCalls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Work on network namespaces, by one thread that goes from one to another: the caller's, which must
 * be thrown away then, or the launcher's. Sockets stay where they were opened, so it goes there
 * once.
 */
public final class NetSession implements AutoCloseable {

  /** The word for the network namespace in which the session began. */
  public static final String HOST = "host";

  private static final long NS_GET_NSTYPE = 0xb703;
  private static final int LAST_PID = 1 << 22;
  private static final int FOR_THE_OWNER = 0600;

  private final SystemCalls calls;
  private final NetnsNames names;
  private final List<Netns> open = new ArrayList<>();
  private final Map<String, Integer> locks = new HashMap<>();
  private final Netns host;
  private @Nullable Netns current;
  private int holds;

  private NetSession(SystemCalls calls) {
    this.calls = calls;
    this.names = new NetnsNames(calls);
    this.host =
        held(
            HOST,
            SystemCalls.OWN_NET,
            calls.open(
                SystemCalls.OWN_NET, SystemCalls.O_RDONLY, 0, "cannot open the network namespace"));
    this.current = host;
  }

  /** Begins one where the thread is. */
  public static NetSession begin(SystemCalls calls) throws NetlinkException {
    try {
      return new NetSession(calls);
    } catch (SysException e) {
      throw NetlinkException.of(e);
    }
  }

  /** What it is made with. */
  public SystemCalls calls() {
    return calls;
  }

  /** The names that namespaces have. */
  public NetnsNames names() {
    return names;
  }

  /** Where the session began. */
  public Netns host() {
    return host;
  }

  /**
   * The network namespace that a word means: {@code host}, a name, a PID, or a path with a slash,
   * in this order.
   *
   * @param word bytes, one char each
   */
  public Netns find(String word) throws NetlinkException {
    if (word.equals(HOST)) {
      return host;
    }
    if (word.indexOf('/') >= 0) {
      enter(host); // /proc/self/ns/net is that of the caller
      return open(word, word);
    }
    try {
      return named(word);
    } catch (NetlinkException e) {
      if (!e.is("ENOENT") || !isPid(word)) {
        throw e;
      }
    }
    return process(word);
  }

  /** The network namespace with a name. */
  public Netns named(String name) throws NetlinkException {
    NetnsNames.check(name);
    try {
      return open(name, NetnsNames.file(name));
    } catch (NetlinkException e) {
      throw e.is("ENOENT") ? NetnsNames.missing(name) : e;
    }
  }

  /**
   * The network namespace of a process, that is of its first thread.
   *
   * @param pid digits, 1 to 4194304
   */
  public Netns process(String pid) throws NetlinkException {
    return process(pid, pid);
  }

  /**
   * The same by another word.
   *
   * @param word what it is called
   */
  public Netns process(String pid, String word) throws NetlinkException {
    if (!isPid(pid)) {
      throw NetlinkException.failed("invalid process id '" + pid + "'");
    }
    try {
      return open(word, "/proc/" + pid + "/ns/net");
    } catch (NetlinkException e) {
      throw e.is("ENOENT") ? NetlinkException.failed("no process '" + pid + "'") : e;
    }
  }

  private static boolean isPid(String word) {
    boolean digits = !word.isEmpty() && word.length() <= 7 && word.charAt(0) != '0';
    for (int i = 0; i < word.length(); i++) {
      digits &= word.charAt(i) >= '0' && word.charAt(i) <= '9';
    }
    return digits && Integer.parseInt(word) <= LAST_PID;
  }

  private Netns open(String word, String file) throws NetlinkException {
    int fd = -1;
    try {
      fd =
          calls.open(file, SystemCalls.O_RDONLY | SystemCalls.O_NONBLOCK, 0, "cannot open " + file);
      if (calls.ioctl(fd, NS_GET_NSTYPE, null, "not a namespace") == SystemCalls.NEWNET) {
        return held(word, file, fd);
      }
    } catch (SysException e) {
      if (fd < 0) {
        throw NetlinkException.of(e);
      }
    }
    calls.close(fd);
    throw NetlinkException.failed(file + " is no network namespace");
  }

  /** A new one, which lives as long as it is held, or has a name. The thread is in it. */
  public Netns create(String word) throws NetlinkException {
    try {
      int fd = creating(word).on(calls).result();
      Netns made = held(word, SystemCalls.OWN_NET, fd);
      current = made;
      return made;
    } catch (SysException e) {
      throw NetlinkException.of(e);
    }
  }

  /** New ones, in the order of their words, as {@link #create} makes one. */
  public List<Netns> create(List<String> words) throws NetlinkException {
    List<SystemCall> wanted = new ArrayList<>();
    for (String word : words) {
      wanted.add(creating(word));
      wanted.add(NetlinkSocket.opening(Protocol.ROUTE));
    }
    List<Netns> created = new ArrayList<>();
    try {
      calls.all(
          wanted,
          (i, made) -> {
            if (i % 2 == 0) {
              current = held(words.get(i / 2), SystemCalls.OWN_NET, made.result());
              created.add(current);
            } else {
              created.getLast().adopt(new Netlink(new NetlinkSocket(calls, made.result())));
            }
          });
    } catch (SysException e) {
      throw NetlinkException.of(e);
    }
    return created;
  }

  /**
   * Those with names, all at once; null for a name that none has, or that is no namespace's.
   *
   * @param names as {@link NetnsNames#all} has them
   */
  public List<@Nullable Netns> named(List<String> names) throws NetlinkException {
    List<@Nullable Netns> found = new ArrayList<>();
    int flags = SystemCalls.O_RDONLY | SystemCalls.O_NONBLOCK;
    for (int from = 0; from < names.size(); from = found.size()) {
      List<SystemCall> calling = new ArrayList<>();
      for (String name : names.subList(from, names.size())) {
        String file = NetnsNames.file(name);
        calling.add(new SystemCall.Open(file, flags, 0, "cannot open " + file));
      }
      try {
        calls.all(
            calling,
            (i, made) -> {
              String name = names.get(found.size());
              found.add(held(name, NetnsNames.file(name), made.result()));
            });
      } catch (SysException e) {
        if (!e.is("ENOENT") && !e.is("EACCES")) {
          throw NetlinkException.of(e);
        }
        found.add(null); // gone, or a file that nothing is bound on
      }
    }
    sockets(found);
    return found;
  }

  /** Opens a socket in each; one that is none gives way to null. */
  private void sockets(List<@Nullable Netns> all) throws NetlinkException {
    for (int from = 0; from < all.size(); ) {
      List<SystemCall> calling = new ArrayList<>();
      List<Netns> entered = new ArrayList<>();
      int[] made = new int[1];
      for (@Nullable Netns netns : all.subList(from, all.size())) {
        if (netns != null) {
          String doing = "cannot enter network namespace '" + netns.word() + "'";
          calling.add(new SystemCall.Setns(netns.fd(), SystemCalls.NEWNET, doing));
          calling.add(NetlinkSocket.opening(Protocol.ROUTE));
          entered.add(netns);
        }
      }
      try {
        calls.all(
            calling,
            (i, result) -> {
              made[0]++;
              Netns netns = entered.get(i / 2);
              current = netns;
              if (i % 2 != 0) {
                netns.adopt(new Netlink(new NetlinkSocket(calls, result.result())));
              }
            });
        return;
      } catch (SysException e) {
        Netns failed = entered.get(made[0] / 2);
        if (!e.is("EINVAL")) {
          throw NetlinkException.of(e);
        }
        from = all.indexOf(failed) + 1;
        all.set(from - 1, null);
      }
    }
  }

  private static SystemCall creating(String word) {
    return new SystemCall.UnshareNet("cannot create network namespace '" + word + "'");
  }

  private Netns held(String word, String file, int fd) {
    Netns netns = new Netns(this, word, file, fd);
    open.add(netns);
    return netns;
  }

  /** The ids that others have where the session began. */
  public Nsids ids() throws NetlinkException {
    enter(host);
    return Nsids.open(calls);
  }

  /**
   * Waits until nobody else has locked a file, by flock(2), and keeps it locked with the session.
   * It is made if it is not there, so that only its owner can open, and so lock, it.
   *
   * @param file not to be a link
   */
  public void lock(String file) {
    lock(file, SystemCalls.O_CREAT, SystemCalls.LOCK_EX);
  }

  /**
   * The same of a file that is there, but does not wait.
   *
   * @return whether it is locked by the session now
   */
  public boolean tryLock(String file) {
    try {
      lock(file, 0, SystemCalls.LOCK_EX | SystemCalls.LOCK_NB);
      return true;
    } catch (SysException e) {
      unlock(file);
      if (e.is("EAGAIN")) {
        return false;
      }
      throw e;
    }
  }

  private void lock(String path, int flags, int operation) {
    int how = SystemCalls.O_RDONLY | SystemCalls.O_NOFOLLOW | SystemCalls.O_NONBLOCK | flags;
    int fd = calls.open(path, how, FOR_THE_OWNER, "cannot open " + path);
    locks.put(path, fd);
    calls.flock(fd, operation, "cannot lock " + path);
  }

  /** Lets others lock what the session has locked. */
  public void unlock(String path) {
    Integer fd = locks.remove(path);
    if (fd != null) {
      calls.close(fd);
    }
  }

  /** Something that {@link #await} does first. */
  @FunctionalInterface
  public interface Work {

    /** Does it. */
    void run() throws IOException;
  }

  /**
   * Waits until SIGHUP, SIGINT or SIGTERM asks to end, which does not end the process then.
   *
   * @param work is done once signals are waited for; one that comes ends it
   */
  public void await(Work work) throws IOException {
    hold();
    try {
      undisturbed(work);
      calls.await();
    } finally {
      release();
    }
  }

  /**
   * From here to its end the session is not ended by SIGHUP, SIGINT or SIGTERM, but what it does is
   * interrupted by the first: until {@link #await} has waited for that, then by none.
   */
  public void hold() {
    if (holds++ == 0) {
      calls.hold();
    }
  }

  private void release() {
    if (--holds == 0) {
      calls.release();
    }
  }

  private static void undisturbed(Work work) throws IOException {
    try {
      work.run();
    } catch (NetlinkException | SysException e) {
      if (!isInterruption(e)) {
        throw e;
      }
    }
  }

  /** Whether something failed since one of the signals came that {@link #hold} holds back. */
  public static boolean isInterruption(Exception failure) {
    return (failure instanceof NetlinkException refused && refused.is("ECANCELED"))
        || (failure instanceof SysException call && call.is("ECANCELED"));
  }

  /** Goes there. */
  void enter(Netns netns) throws NetlinkException {
    if (netns == current) {
      return;
    }
    try {
      String doing = "cannot enter network namespace '" + netns.word() + "'";
      calls.setns(netns.fd(), SystemCalls.NEWNET, doing);
      current = netns;
    } catch (SysException e) {
      throw NetlinkException.of(e);
    }
  }

  Netlink socket(Netns netns, Protocol protocol) throws NetlinkException {
    enter(netns);
    return Netlink.open(calls, protocol);
  }

  /**
   * What is to be changed.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  public interface Change<T extends @Nullable Object> {

    /** Changes it; whatever it makes, it adds to {@code undo} how that is taken back. */
    T make(Undo undo) throws NetlinkException;
  }

  /** Makes a change whole, or takes back what was made of it; also when a signal asks to end. */
  public <T extends @Nullable Object> T change(Change<T> change) throws NetlinkException {
    Undo undo = new Undo();
    hold();
    try {
      return change.make(undo);
    } catch (SysException e) {
      NetlinkException failure = NetlinkException.of(e);
      undo.run(failure);
      throw failure;
    } catch (NetlinkException | RuntimeException e) {
      undo.run(e);
      throw e;
    } finally {
      release();
    }
  }

  /** Goes back, and closes all that is held. */
  @Override
  public void close() {
    try {
      enter(host);
    } catch (NetlinkException e) {
      // a thread that is thrown away may end anywhere
    }
    open.forEach(Netns::close);
    List.copyOf(locks.keySet()).forEach(this::unlock);
    if (holds > 0) {
      calls.release();
    }
  }
}
