package dev.nsjava.topology.check;

import dev.nsjava.net.Ip;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Netns;
import dev.nsjava.net.PeerSocket;
import dev.nsjava.topology.HttpUrl;
import dev.nsjava.topology.Progress;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.Topology.Check;
import dev.nsjava.topology.check.Probe.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the checks of a topology that is up: by packets that come from inside of its namespaces.
 * Many are made at once; what came too late then is made again alone.
 */
public final class Checks implements AutoCloseable {

  /** As many sockets are open at once. */
  private static final int AT_ONCE = 64;

  private static final long NANOS_OF_MILLI = 1_000_000;
  private static final long NANOS_OF_SECOND = 1_000_000_000;

  /** Milliseconds between a round and the next. */
  private static final long PAUSE = 100;

  private final NetSession session;
  private final Topology topology;
  private final Map<String, Netns> known = new HashMap<>();
  private final List<Probe> open = new ArrayList<>();

  private final Progress progress;

  private Checks(NetSession session, Topology topology, Progress progress) {
    this.session = session;
    this.topology = topology;
    this.progress = progress;
  }

  /**
   * What came of a check.
   *
   * @param ok whether it is as it is to be: of one that is negated, whether it failed
   * @param nanos how long it took: the round trip, the connect, or until the status was there; or
   *     until it was known to fail
   * @param detail what was seen, in a few words: {@code Connection refused}
   */
  public record Result(Check check, boolean ok, long nanos, String detail) {

    /** How long it took in milliseconds: {@code 0.062}. */
    public String millis() {
      return Probe.millis(nanos);
    }
  }

  /**
   * Makes all checks of a topology; those that are not as they are to be again and again, until all
   * are or time is over.
   *
   * @param seconds 0: each is made once
   * @param progress is told after a second how many are settled
   * @return of each what came of it, in the order of the file
   * @throws NetlinkException if a namespace that a check begins in is not up, or may not be entered
   */
  public static List<Result> run(
      NetSession session, Topology topology, long seconds, Progress progress)
      throws NetlinkException {
    long end = System.nanoTime() + seconds * NANOS_OF_SECOND;
    while (true) {
      try (Checks checks = new Checks(session, topology, progress)) {
        return checks.repeat(end);
      } catch (NetlinkException e) {
        if (!e.is("ENOENT") || System.nanoTime() >= end) {
          throw e;
        }
      }
      progress.tell(0, topology.checks().size());
      pause();
    }
  }

  /** Whether all are as they are to be. */
  public static boolean areOk(List<Result> results) {
    return failed(results) == 0;
  }

  private static int failed(List<Result> results) {
    int failed = 0;
    for (Result result : results) {
      failed += result.ok() ? 0 : 1;
    }
    return failed;
  }

  private List<Result> repeat(long end) throws NetlinkException {
    List<Result> results = make(topology.checks());
    while (!areOk(results) && System.nanoTime() < end) {
      tell(failed(results));
      pause();
      makeAgain(results, false);
      if (areOk(results)) {
        makeAgain(results, true); // nothing works in a network that is not whole
      }
    }
    return results;
  }

  private void tell(int left) {
    int all = topology.checks().size();
    progress.tell(all - left, all);
  }

  /** Makes those again that are not as they are to be, or those that are negated. */
  private void makeAgain(List<Result> results, boolean negated) throws NetlinkException {
    List<Check> wanted = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Result result = results.get(i);
      if (negated ? result.check().negated() : !result.ok()) {
        wanted.add(result.check());
        places.add(i);
      }
    }
    List<Result> made = make(wanted);
    for (int i = 0; i < made.size(); i++) {
      results.set(places.get(i), made.get(i));
    }
  }

  private static void pause() throws NetlinkException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw NetlinkException.failed("interrupted");
    }
  }

  /** Makes some once. */
  private List<Result> make(List<Check> checks) throws NetlinkException {
    List<Result> results = new ArrayList<>(checks.size());
    for (int first = 0; first < checks.size(); first += AT_ONCE) {
      List<Probe> probes = new ArrayList<>();
      for (Check check : checks.subList(first, Math.min(checks.size(), first + AT_ONCE))) {
        probes.add(probe(check));
      }
      finish(probes, checks.size() - first - probes.size());
      open.clear(); // an outcome closes
      for (Probe probe : probes) {
        Outcome outcome = probe.outcome();
        results.add(result(probe.check(), outcome.late() ? alone(probe.check()) : outcome));
      }
    }
    return results;
  }

  /** Without others, which it may have had to wait for. */
  private Outcome alone(Check check) throws NetlinkException {
    Probe probe = probe(check);
    finish(List.of(probe), 0);
    return probe.outcome();
  }

  private static Result result(Check check, Outcome outcome) {
    boolean ok = outcome.works() != check.negated();
    return new Result(check, ok, outcome.nanos(), outcome.detail());
  }

  private Probe probe(Check check) throws NetlinkException {
    Netns from = place(check.from());
    Ip to = check.address();
    if (to == null) {
      throw NetlinkException.failed("'" + check.text() + "' leads to no address");
    }
    Probe probe =
        switch (check.verb()) {
          case "ping" -> new PingProbe(check, from, to, System.nanoTime());
          case "tcp" -> new TcpProbe(check, from, to, check.port());
          default -> new HttpProbe(check, from, to, HttpUrl.parse(check.to()));
        };
    open.add(probe);
    return probe;
  }

  private Netns place(String name) throws NetlinkException {
    Netns netns = known.get(name);
    if (netns == null) {
      try {
        netns = name.equals(Topology.HOST) ? session.host() : session.named(name);
      } catch (NetlinkException e) {
        throw e.is("ENOENT") ? e.as(notUp(name)) : e;
      }
      known.put(name, netns);
    }
    return netns;
  }

  private String notUp(String name) {
    return "topology '" + topology.name() + "' is not up: no network namespace '" + name + "'";
  }

  /**
   * Lets them talk until all have an outcome. What a neighbour answers at once is taken before the
   * next begins, so that its time is its own.
   *
   * @param later how many come after these
   */
  private void finish(List<Probe> probes, int later) throws NetlinkException {
    long quiet = System.nanoTime() + NANOS_OF_SECOND;
    List<Probe> waiting = new ArrayList<>();
    for (Probe probe : probes) {
      probe.start(System.nanoTime());
      waiting.add(probe);
      step(waiting, 0);
    }
    while (!waiting.isEmpty()) {
      step(waiting, Math.min(Probe.PATIENCE, NANOS_OF_SECOND));
      if (System.nanoTime() >= quiet) {
        tell(waiting.size() + later);
      }
    }
  }

  /** Until one has something to say, or wants to be woken, or time is over. */
  private static void step(List<Probe> waiting, long most) throws NetlinkException {
    waiting.removeIf(Probe::isDone);
    if (waiting.isEmpty()) {
      return;
    }
    List<PeerSocket> sockets = new ArrayList<>();
    long before = System.nanoTime();
    long pause = most;
    for (Probe probe : waiting) {
      sockets.add(probe.socket());
      pause = Math.clamp(probe.alarm() - before, 0, pause);
    }
    PeerSocket.poll(sockets, (int) ((pause + NANOS_OF_MILLI - 1) / NANOS_OF_MILLI));
    long now = System.nanoTime();
    for (Probe probe : waiting) {
      if (probe.socket().isReady()) {
        probe.ready(now);
      }
      if (!probe.isDone()) {
        probe.wake(now);
      }
    }
    waiting.removeIf(Probe::isDone);
  }

  @Override
  public void close() {
    tell(0);
    open.forEach(Probe::close);
    known.forEach((name, netns) -> close(netns));
  }

  private void close(Netns netns) {
    if (netns != session.host()) {
      netns.close();
    }
  }
}
