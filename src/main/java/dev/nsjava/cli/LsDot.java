package dev.nsjava.cli;

import dev.nsjava.ns.Namespace;
import dev.nsjava.ns.NsRelations;
import dev.nsjava.ns.SeenProcess;
import dev.nsjava.ns.Survey;
import org.jspecify.annotations.Nullable;

/**
 * Namespaces as a graph in the language of Graphviz, see dot(1): an arrow leads from each to its
 * owner, a dashed one to the namespace it was made in.
 */
final class LsDot {

  private LsDot() {}

  static String print(LsRows rows, Survey survey) {
    StringBuilder text =
        new StringBuilder("digraph namespaces {\n  rankdir=BT;\n  node [shape=box];\n");
    for (Namespace namespace : survey.namespaces()) {
      if (rows.shows(namespace)) {
        text.append("  ").append(namespace.inode()).append(" [label=\"").append(label(namespace));
        text.append("\"];\n");
      }
    }
    for (Namespace namespace : survey.namespaces()) {
      NsRelations relations = namespace.relations();
      if (rows.shows(namespace) && relations != null) {
        arrow(text, rows, namespace, survey.namespace(relations.owner()), "");
        if (relations.parent() != relations.owner()) {
          Namespace parent = survey.namespace(relations.parent());
          arrow(text, rows, namespace, parent, " [style=dashed]");
        }
      }
    }
    return text.append("}\n").toString();
  }

  private static void arrow(
      StringBuilder text, LsRows rows, Namespace from, @Nullable Namespace to, String style) {
    if (to != null && rows.shows(to)) {
      text.append("  ").append(from.inode()).append(" -> ").append(to.inode());
      text.append(style).append(";\n");
    }
  }

  private static String label(Namespace namespace) {
    SeenProcess lead = namespace.lead();
    String type = namespace.type().word() + " " + namespace.inode();
    return lead == null ? type : type + "\\n" + lead.pid() + " " + escaped(lead.command());
  }

  /** What a process calls itself is a stranger's text. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean special = c == '"' || c == '\\';
      escaped.append(special ? "\\" : "").append(c < ' ' || c == 0x7f ? '?' : c);
    }
    return escaped.toString();
  }
}
