package dev.nsjava.topology.live;

import dev.nsjava.net.Forwarding;
import dev.nsjava.net.Live;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Request;
import dev.nsjava.net.Ruleset;
import dev.nsjava.topology.Places;
import dev.nsjava.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What nftables are to be changed to, and the forwarding that their rules need. */
final class RuleSteps {

  private final NetSession session;
  private final Scene scene;
  private final List<Step> steps = new ArrayList<>();

  private RuleSteps(NetSession session, Scene scene) {
    this.session = session;
    this.scene = scene;
  }

  /**
   * What is to be changed.
   *
   * @param before what was up, as far as it is known
   * @param notes takes what may keep packets from where they are to go
   */
  static List<Step> steps(
      NetSession session, Scene scene, Topology topology, List<Topology> before, Set<String> notes)
      throws NetlinkException {
    RuleSteps rules = new RuleSteps(session, scene);
    Set<String> namespaces = Places.made(topology);
    namespaces.add(Topology.HOST);
    for (String namespace : namespaces) {
      rules.of(namespace, topology, before, notes);
    }
    return rules.steps;
  }

  private void of(String namespace, Topology topology, List<Topology> before, Set<String> notes)
      throws NetlinkException {
    Rules wanted = Rules.of(topology, namespace);
    Ruleset old = last(before, namespace);
    if (wanted.ruleset().isEmpty() && old == null) {
      return;
    }
    Live live = scene.live(namespace);
    for (boolean v6 : new boolean[] {false, true}) {
      if (wanted.forwards(v6)) {
        forward(namespace, live, v6, notes);
      }
    }
    String differs = live == null ? "no rules" : wanted.ruleset().difference(live.netns());
    if (differs.isEmpty()) {
      return;
    }
    for (boolean v6 : new boolean[] {false, true}) {
      if (live != null && wanted.forwards(v6)) {
        notes.addAll(new Forwarding(session, live.netns(), v6).bridges());
      }
    }
    List<Request> none = Ruleset.delete(Rules.table(topology.name()));
    steps.add(
        new Step(
            (live == null ? "+" : "~") + " rules of " + namespace,
            (builder, undo) -> {
              if (live != null) {
                List<Request> back = old == null ? none : old.requests();
                undo.add(() -> live.netns().netfilter().commit(back));
              }
              builder.place(namespace).netfilter().commit(wanted.ruleset().requests());
            }));
  }

  /** The rules that a namespace had, or null if it had none, as far as it is known. */
  private static @Nullable Ruleset last(List<Topology> before, String namespace)
      throws NetlinkException {
    Ruleset last = null;
    for (Topology earlier : before) {
      Ruleset rules = Rules.of(earlier, namespace).ruleset();
      last = rules.isEmpty() ? last : rules;
    }
    return last;
  }

  private void forward(String namespace, @Nullable Live live, boolean v6, Set<String> notes)
      throws NetlinkException {
    if (live != null) {
      Forwarding forwarding = new Forwarding(session, live.netns(), v6);
      notes.addAll(forwarding.obstacles());
      if (forwarding.isOn()) {
        return;
      }
    }
    steps.add(
        new Step(
            (live == null ? "+" : "~") + " forwarding of IPv" + (v6 ? 6 : 4) + " in " + namespace,
            (builder, undo) -> new Forwarding(session, builder.place(namespace), v6).on(undo)));
  }
}
