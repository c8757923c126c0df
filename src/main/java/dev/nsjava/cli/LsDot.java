package dev.nsjava.cli;

import dev.nsjava.ns.Namespace;
import dev.nsjava.ns.NsRelations;
import dev.nsjava.ns.SeenProcess;
import dev.nsjava.ns.Survey;
import dev.nsjava.table.Output;
import org.jspecify.annotations.Nullable;

/**
 * Namespaces as a graph in the language of Graphviz, see dot(1): an arrow leads from each to its
 * owner, a dashed one to the namespace it was made in.
 */
final class LsDot {

  private LsDot() {}

  static void print(LsRows rows, Survey survey, Output out) {
    out.append("digraph namespaces {\n  rankdir=BT;\n  node [shape=box];\n");
    for (Namespace namespace : survey.namespaces()) {
      if (rows.shows(namespace)) {
        out.append("  " + namespace.inode() + " [label=\"").append(label(namespace));
        out.append("\"];\n");
      }
    }
    for (Namespace namespace : survey.namespaces()) {
      NsRelations relations = namespace.relations();
      if (rows.shows(namespace) && relations != null) {
        arrow(out, rows, namespace, survey.namespace(relations.owner()), "");
        if (relations.parent() != relations.owner()) {
          Namespace parent = survey.namespace(relations.parent());
          arrow(out, rows, namespace, parent, " [style=dashed]");
        }
      }
    }
    out.append("}\n");
  }

  private static void arrow(
      Output out, LsRows rows, Namespace from, @Nullable Namespace to, String style) {
    if (to != null && rows.shows(to)) {
      out.append("  " + from.inode() + " -> " + to.inode()).append(style).append(";\n");
    }
  }

  private static String label(Namespace namespace) {
    SeenProcess lead = namespace.lead();
    String type = namespace.type().word() + " " + namespace.inode();
    return lead == null ? type : type + "\\n" + lead.pid() + " " + escaped(lead.command());
  }

  /** What a process calls itself is a stranger's text. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean high = c == 0xc2 && i + 1 < text.length() && isHighControl(text.charAt(i + 1));
      boolean special = c == '"' || c == '\\';
      escaped.append(special ? "\\" : "").append(high || c < ' ' || c == 0x7f ? '?' : c);
      i += high ? 1 : 0;
    }
    return escaped.toString();
  }

  /** Whether it ends one of U+0080 to U+009F, which terminals obey. */
  private static boolean isHighControl(char c) {
    return c >= 0x80 && c < 0xa0;
  }
}
