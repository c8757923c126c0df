package dev.nsjava.topology.live;

import dev.nsjava.net.Changes;
import dev.nsjava.net.Link;
import dev.nsjava.net.LinkChange;
import dev.nsjava.net.LinkRequests;
import dev.nsjava.net.Links;
import dev.nsjava.net.Live;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Netns;
import dev.nsjava.net.NetnsDns;
import dev.nsjava.net.NetnsNames;
import dev.nsjava.net.Ruleset;
import dev.nsjava.net.Undo;
import dev.nsjava.sys.SysException;
import dev.nsjava.topology.Mark;
import dev.nsjava.topology.Places;
import dev.nsjava.topology.Progress;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.TopologyException;
import dev.nsjava.topology.run.ProcessNamespaces;
import dev.nsjava.topology.run.Processes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Brings topologies up and down. What there is is looked at anew each time, so it does not matter
 * how it came about: by another file, by hand, or by a run that was killed half-way.
 */
public final class Engine {

  private final NetSession session;
  private final Progress progress;
  private final Set<String> notes = new LinkedHashSet<>();

  /** One whose changes are made by a session. */
  public Engine(NetSession session) {
    this(session, Progress.NONE);
  }

  /** The same, with somebody who is told how far it is. */
  public Engine(NetSession session, Progress progress) {
    this.session = session;
    this.progress = progress;
  }

  /** What may keep a topology from working all the same, a line each. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /**
   * What is to be changed so that a topology is up.
   *
   * @param processes whether there are any, or were
   * @param lines how it is told
   */
  private record Changing(
      Scene scene,
      Difference difference,
      List<Step> steps,
      boolean processes,
      List<String> lines) {}

  /** What is to be changed so that a topology is up: a line each, none if it is. */
  public List<String> plan(Topology topology) throws IOException {
    return changing(topology, before(topology.name(), new State(topology.name()).texts())).lines;
  }

  private Changing changing(Topology topology, List<Topology> before) throws NetlinkException {
    Scene scene = Scene.of(session, new Mark(topology.name()), Places.made(topology));
    Difference difference = Difference.of(session, topology, scene);
    List<Step> steps =
        new ArrayList<>(LinkExtras.steps(session, scene, difference, topology, before));
    steps.addAll(Settings.steps(session, scene, topology, difference.goneNamespaces, before));
    steps.addAll(RuleSteps.steps(session, scene, topology, before, notes));
    List<String> lines = new ArrayList<>(difference.lines);
    steps.forEach(step -> lines.add(step.line()));
    boolean processes = hasProcesses(topology);
    for (Topology old : before) {
      processes |= hasProcesses(old);
    }
    if (processes) {
      Processes.check(topology);
      ProcessNamespaces there =
          namespace -> {
            Live live = scene.live(namespace);
            return live == null ? null : live.netns();
          };
      for (Processes.Change change : Processes.changes(session, topology, there)) {
        lines.add("~ " + change.text());
      }
    }
    return new Changing(scene, difference, steps, processes, lines);
  }

  private static boolean hasProcesses(Topology topology) {
    for (Topology.Namespace namespace : topology.namespaces().values()) {
      if (!namespace.run().isEmpty()
          || !namespace.exec().isEmpty()
          || !namespace.nftables().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Whether something of it has come from the host. */
  private static boolean hasMovedLinks(Topology topology) {
    return topology.links().stream().anyMatch(link -> link.kind() == Topology.Kind.PHYS);
  }

  private static List<Topology> before(String name, List<String> texts) {
    List<Topology> before = new ArrayList<>();
    for (String text : texts) {
      Topology topology = readable(name, text);
      if (topology != null) {
        before.add(topology);
      }
    }
    return before;
  }

  private static @Nullable Topology readable(String name, String text) {
    try {
      return State.topology(name, text);
    } catch (TopologyException e) {
      return null; // by another version, or damaged
    }
  }

  /** Whatever is there instead does not keep it up. */
  private static List<String> textsOrNone(State state) {
    try {
      return state.texts();
    } catch (NetlinkException e) {
      return List.of();
    }
  }

  /**
   * Brings a topology up. Whatever fails, nothing is left of what was made.
   *
   * @param text the file that it was read from, to be remembered
   * @return what was changed, as {@link #plan} tells it
   */
  public List<String> up(Topology topology, String text) throws NetlinkException {
    State.lock(session);
    State state = new State(topology.name());
    if (state.isHeld(session)) {
      throw NetlinkException.failed(
          "'" + topology.name() + "' is up already, in the foreground of another command");
    }
    String before = state.text();
    Changing changing = changing(topology, before(topology.name(), state.texts()));
    boolean known = state.isDone(text);
    if (changing.lines.isEmpty() && known) {
      return changing.lines;
    }
    session.change(
        undo -> {
          if (!known) {
            undo.add(() -> state.restore(session.calls(), before));
            state.begin(
                session.calls(), text); // first, or who is killed leaves what nobody knows of
          }
          if (!topology.pin()) {
            state.hold(session);
          }
          makeOrTell(topology, changing, undo);
          if (!known) {
            state.finish(session.calls());
          }
          return changing;
        });
    return changing.lines;
  }

  private void makeOrTell(Topology topology, Changing changing, Undo undo) throws NetlinkException {
    try {
      make(topology, changing, undo);
    } catch (NetlinkException | SysException e) {
      if (NetSession.isInterruption(e)) {
        progress.interrupted();
      }
      throw e;
    }
  }

  private void make(Topology topology, Changing changing, Undo undo) throws NetlinkException {
    Mark mark = new Mark(topology.name());
    Builder builder = new Builder(session, changing.scene, changing.difference, mark, progress);
    try {
      builder.build(undo);
    } finally {
      progress.tell(changing.difference.parts(), changing.difference.parts());
    }
    for (Step step : changing.steps) {
      step.action().make(builder, undo);
    }
    if (changing.processes) {
      Processes.prune(session, topology); // those of namespaces that go
    }
    builder.name(topology.pin(), undo);
    if (changing.processes) {
      Processes.start(session, topology, builder::place, progress, undo);
    }
  }

  /**
   * Takes down what has a name, whatever of it there is.
   *
   * @return what was taken away, a line each; none if there was nothing
   */
  public List<String> down(String name) throws NetlinkException {
    State.lock(session);
    Mark mark = new Mark(name);
    State state = new State(name);
    List<String> texts = textsOrNone(state);
    List<Topology> known = before(name, texts);
    boolean all = !texts.isEmpty() && known.size() == texts.size();
    Set<String> names = new TreeSet<>();
    known.forEach(topology -> names.addAll(Places.made(topology)));
    boolean inside = known.stream().anyMatch(Engine::hasMovedLinks);
    Scene scene = Scene.of(session, mark, names, inside);
    if (!all || known.stream().anyMatch(Engine::hasProcesses)) {
      Processes.stop(session, name);
    }
    List<String> lines = new ArrayList<>();
    List<String> namespaces = List.copyOf(scene.ours().keySet());
    progress.tell(0, namespaces.size());
    try {
      for (Topology topology : known) {
        returnLinks(topology, scene);
      }
      deleteHostLinks(scene.host(), mark, lines);
      deleteRules(all, known, name, lines);
      deleteDns(scene, names, lines);
      for (String stale : scene.stale()) {
        session.names().clear(stale);
      }
      for (String namespace : namespaces) {
        lines.add("- namespace " + namespace);
      }
      session.names().deleteAll(namespaces);
      state.delete(session.calls());
    } finally {
      progress.tell(namespaces.size(), namespaces.size());
    }
    return lines;
  }

  /** Those of the host: those of namespaces go with them. */
  private void deleteRules(boolean all, List<Topology> known, String name, List<String> lines)
      throws NetlinkException {
    boolean has = false;
    for (Topology topology : known) {
      has |= !Rules.of(topology, Topology.HOST).ruleset().isEmpty();
    }
    if (all && !has) {
      return;
    }
    String table = Rules.table(name);
    try {
      if (Ruleset.digest(session.host(), table).isEmpty()) {
        return;
      }
    } catch (NetlinkException e) {
      if (!has) {
        return; // the kernel may lack nftables
      }
      throw e;
    }
    lines.add("- rules of host");
    session.host().netfilter().commit(Ruleset.delete(table));
  }

  /** One that was killed may have written files for what has no name yet. */
  private void deleteDns(Scene scene, Set<String> known, List<String> lines)
      throws NetlinkException {
    Set<String> names = new TreeSet<>(scene.ours().keySet());
    names.addAll(known);
    names.removeAll(scene.foreign().keySet());
    for (String name : names) {
      NetnsDns files = new NetnsDns(name);
      if (files.isSet()) {
        lines.add("- dns " + name);
        session.change(
            undo -> {
              files.delete(undo);
              return files;
            });
      }
    }
  }

  /** What was moved from the host comes back by its name; else the kernel would choose where. */
  private void returnLinks(Topology known, Scene scene) throws NetlinkException {
    for (Topology.Link link : known.links()) {
      Live live = scene.live(link.a().namespace());
      if (link.kind() == Topology.Kind.PHYS && live != null && live.link(link.a().name()) != null) {
        LinkChange move = new LinkChange(link.parent(), session.host(), null, null, 0, null, null);
        session.change(
            undo -> {
              Links.change(live.netns(), link.a().name(), move, undo);
              return link;
            });
      }
    }
  }

  /** By their group at once, which is a fraction of the time, unless others have the same. */
  private void deleteHostLinks(Live host, Mark mark, List<String> lines) throws NetlinkException {
    List<String> ours = new ArrayList<>();
    boolean others = false;
    for (Link link : host.links()) {
      if (mark.isOn(link)) {
        ours.add(link.name());
        lines.add("- link " + Topology.HOST + ":" + link.name());
      } else {
        others |= link.group() == mark.group();
      }
    }
    Changes changes = new Changes(session);
    if (!ours.isEmpty() && !others) {
      changes.add(session.host(), List.of(LinkRequests.deleteGroup(mark.group())));
    } else {
      for (String link : ours) {
        changes.add(session.host(), List.of(LinkRequests.delete(link).nothing("ENODEV")));
      }
    }
    changes.make();
  }

  /** The names of all topologies of which something is there, and how many namespaces each has. */
  public Map<String, Integer> all() throws NetlinkException {
    Map<String, Integer> all = new TreeMap<>();
    State.names().forEach(name -> all.put(name, 0));
    List<Netns> named = new ArrayList<>();
    for (@Nullable Netns netns : session.named(NetnsNames.all())) {
      if (netns != null) {
        named.add(netns);
      }
    }
    List<String> aliases = new ArrayList<>(Live.aliases(session, named));
    for (Link link : session.host().links()) {
      if (!Mark.name(link.alias()).isEmpty()) {
        all.putIfAbsent(Mark.name(link.alias()), 0);
      }
    }
    for (String alias : aliases) {
      if (!Mark.name(alias).isEmpty()) {
        all.merge(Mark.name(alias), 1, Integer::sum);
      }
    }
    return all;
  }
}
