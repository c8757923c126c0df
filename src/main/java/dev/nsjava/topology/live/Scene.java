package dev.nsjava.topology.live;

import dev.nsjava.net.Live;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Netns;
import dev.nsjava.net.NetnsNames;
import dev.nsjava.topology.Mark;
import dev.nsjava.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What there is of a topology.
 *
 * @param ours the network namespaces with its mark, by their names
 * @param foreign names of its that others have, with what is to be said of each
 * @param stale names of its that are empty files on which nothing is bound
 * @param host where the caller is
 */
record Scene(Map<String, Live> ours, Map<String, String> foreign, Set<String> stale, Live host) {

  /**
   * Looks for it.
   *
   * @param wanted names that it is to have
   */
  static Scene of(NetSession session, Mark mark, Set<String> wanted) throws NetlinkException {
    return of(session, mark, wanted, true);
  }

  /**
   * The same.
   *
   * @param inside whether it is looked into namespaces; else only at the host
   */
  static Scene of(NetSession session, Mark mark, Set<String> wanted, boolean inside)
      throws NetlinkException {
    List<String> names = NetnsNames.all();
    List<@Nullable Netns> found = session.named(names);
    List<Netns> named = new ArrayList<>();
    Set<String> stale = new TreeSet<>();
    Map<String, String> foreign = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      Netns netns = found.get(i);
      if (netns != null) {
        named.add(netns);
      } else if (wanted.contains(names.get(i))) {
        String name = names.get(i);
        if (NetnsNames.isLeft(name)) {
          stale.add(name);
        } else {
          String file = NetnsNames.file(name);
          foreign.put(name, file + " is no network namespace: take another name, or remove it");
        }
      }
    }
    List<String> aliases = Live.aliases(session, named);
    List<Netns> marked = new ArrayList<>();
    for (int i = 0; i < named.size(); i++) {
      if (aliases.get(i).equals(mark.alias())) {
        marked.add(named.get(i));
      } else if (wanted.contains(named.get(i).word())) {
        String name = named.get(i).word();
        String owner = Mark.ofOthers(aliases.get(i), "net del " + name);
        foreign.put(name, "network namespace '" + name + "' exists already, and " + owner);
      }
    }
    Map<String, Live> ours = new LinkedHashMap<>();
    if (!inside) {
      for (Netns netns : marked) {
        ours.put(netns.word(), Live.unseen(netns));
      }
      marked.clear();
    }
    marked.add(session.host());
    List<Live> all = Live.of(session, marked);
    for (Live live : all.subList(0, all.size() - 1)) {
      ours.put(live.netns().word(), live);
    }
    return new Scene(ours, foreign, stale, all.getLast());
  }

  /** That of a namespace of the topology, or of the host; null if it is not there. */
  @Nullable Live live(String namespace) {
    return namespace.equals(Topology.HOST) ? host : ours.get(namespace);
  }
}
