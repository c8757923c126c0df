package dev.nsjava.topology.file;

import dev.nsjava.topology.file.Draft.Job;
import dev.nsjava.topology.file.Draft.Space;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes sure that processes can be started: what they wait for is there, and does not wait for
 * them.
 */
final class RunOrder {

  private final Draft draft;

  /** How many others each waits for that are not yet ready, by {@code NAMESPACE/NAME}. */
  private final Map<String, Integer> waiting = new HashMap<>();

  /** Who waits for it. */
  private final Map<String, List<String>> followers = new HashMap<>();

  private RunOrder(Draft draft) {
    this.draft = draft;
  }

  /** Says what is wrong. */
  static void check(Draft draft) {
    new RunOrder(draft).check();
  }

  private void check() {
    for (Space space : draft.spaces.values()) {
      for (Job job : space.body.run()) {
        waiting.put(space.name + "/" + job.run().name(), 0);
      }
    }
    for (Space space : draft.spaces.values()) {
      for (Job job : space.body.run()) {
        wait(space, job);
      }
    }
    start();
    for (Space space : draft.spaces.values()) {
      for (Job job : space.body.run()) {
        if (waiting.containsKey(space.name + "/" + job.run().name())) {
          String name = Mistakes.quoted(job.run().name());
          draft.mistakes.add(job.at(), "process " + name + " waits for one that waits for it");
          return;
        }
      }
    }
  }

  private void wait(Space space, Job job) {
    String name = space.name + "/" + job.run().name();
    Set<String> once = new HashSet<>();
    for (String after : job.run().after()) {
      String other = after.indexOf('/') < 0 ? space.name + "/" + after : after;
      if (!waiting.containsKey(other)) {
        nobody(job.at(), after, space);
      } else if (once.add(other)) {
        waiting.merge(name, 1, Integer::sum);
        List<String> behind = followers.get(other);
        if (behind == null) {
          behind = new ArrayList<>();
          followers.put(other, behind);
        }
        behind.add(name);
      }
    }
  }

  private void nobody(YamlNode at, String after, Space space) {
    List<String> known = new ArrayList<>(waiting.keySet());
    for (Job job : space.body.run()) {
      known.add(job.run().name());
    }
    draft.mistakes.add(
        at, "there is no process " + Mistakes.quoted(after) + draft.mistakes.meant(after, known));
  }

  /** Takes away all that can be started. */
  private void start() {
    ArrayDeque<String> ready = new ArrayDeque<>();
    for (Map.Entry<String, Integer> process : waiting.entrySet()) {
      if (process.getValue() == 0) {
        ready.add(process.getKey());
      }
    }
    while (!ready.isEmpty()) {
      String name = ready.remove();
      waiting.remove(name);
      for (String follower : followers.getOrDefault(name, List.of())) {
        int left = waiting.getOrDefault(follower, 0) - 1;
        waiting.put(follower, left);
        if (left == 0) {
          ready.add(follower);
        }
      }
    }
  }
}
