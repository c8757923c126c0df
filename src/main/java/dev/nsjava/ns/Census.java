package dev.nsjava.ns;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The namespaces that a survey has found so far, and what they belong to. */
final class Census {

  /** More holders of one namespace are not tried. */
  private static final int MOST_WORDS = 20;

  private final Survey.Wanted wanted;
  private final Kernel kernel;
  private final Map<Long, Namespace> namespaces = new HashMap<>();
  private final Map<Long, NsRelations> relations = new HashMap<>();

  Census(Survey.Wanted wanted, Kernel kernel) {
    this.wanted = wanted;
    this.kernel = kernel;
  }

  /** Those of the wanted types, ordered by inode. */
  List<Namespace> sorted() {
    List<Namespace> sorted = new ArrayList<>(namespaces.size());
    for (Namespace namespace : namespaces.values()) {
      if (wanted.types().contains(namespace.type())) {
        sorted.add(namespace);
      }
    }
    Collections.sort(sorted);
    return sorted;
  }

  /** All with a process. */
  List<Namespace> inhabited() {
    List<Namespace> inhabited = new ArrayList<>(namespaces.size());
    for (Namespace namespace : namespaces.values()) {
      if (namespace.processes() > 0) {
        inhabited.add(namespace);
      }
    }
    return inhabited;
  }

  @Nullable Namespace get(long inode) {
    return namespaces.get(inode);
  }

  /** The one with that inode, which is there from now on. */
  Namespace found(NsType type, long inode) {
    Namespace namespace = namespaces.get(inode);
    if (namespace == null) {
      namespace = new Namespace(type, inode);
      namespaces.put(inode, namespace);
    }
    return namespace;
  }

  /** The same for one that no process may be in. */
  void held(NsType type, long inode, Holder holder) {
    Namespace namespace = found(type, inode);
    if (namespace.processes() == 0) {
      namespace.holders().add(holder);
    }
  }

  /** The inodes of the namespaces that are so named; all about them goes to the relations. */
  List<Long> ask(List<String> words) throws IOException {
    List<Long> inodes = new ArrayList<>();
    if (!words.isEmpty()) {
      List<String> answer = kernel.ask("namespaces", words);
      for (String inode : answer.subList(0, words.size())) {
        inodes.add(Long.valueOf(inode));
      }
      relations.putAll(NsRelations.parse(answer, words.size()));
    }
    return inodes;
  }

  /** Of those that need them: who has no process is described by its owner. */
  void relate() throws IOException {
    List<Namespace> unknown = new ArrayList<>();
    for (Namespace namespace : namespaces.values()) {
      boolean needed = wanted.relations() || namespace.processes() == 0;
      if (needed && !namespace.word().isEmpty() && !relations.containsKey(namespace.inode())) {
        unknown.add(namespace);
      }
    }
    for (int i = 0; i < MOST_WORDS && !unknown.isEmpty(); i++) {
      unknown = askFor(unknown);
    }
    for (Namespace namespace : List.copyOf(namespaces.values())) {
      if (wanted.ghosts() || namespace.processes() == 0) {
        ghosts(relations.get(namespace.inode()));
      }
    }
    for (Namespace namespace : namespaces.values()) {
      NsRelations known = relations.get(namespace.inode());
      if (known != null && known.type() == namespace.type()) {
        namespace.relations(known);
      }
    }
  }

  /** Those that the words did not lead to are answered, if they have another. */
  private List<Namespace> askFor(List<Namespace> unknown) throws IOException {
    List<String> words = new ArrayList<>(unknown.size());
    for (Namespace namespace : unknown) {
      words.add(namespace.word());
    }
    List<Long> inodes = ask(words);
    List<Namespace> again = new ArrayList<>();
    for (int i = 0; i < inodes.size(); i++) {
      Namespace namespace = unknown.get(i);
      if (inodes.get(i) != namespace.inode() && namespace.lead() == null) {
        namespace.tryNextWord();
        if (!namespace.word().isEmpty()) {
          again.add(namespace);
        }
      }
    }
    return again;
  }

  /** What it belongs to is there, too, with a process or not. */
  private void ghosts(@Nullable NsRelations of) {
    if (of != null) {
      ghost(of.parent());
      ghost(of.owner());
    }
  }

  private void ghost(long inode) {
    NsRelations known = relations.get(inode);
    if (known != null && wanted.types().contains(known.type()) && !namespaces.containsKey(inode)) {
      namespaces.put(inode, new Namespace(known.type(), inode));
      ghosts(known);
    }
  }
}
