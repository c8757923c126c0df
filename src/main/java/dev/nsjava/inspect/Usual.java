package dev.nsjava.inspect;

import dev.nsjava.inspect.Listing.Row;
import dev.nsjava.net.Rule;
import org.jspecify.annotations.Nullable;

/** The rules that the kernel makes for each network namespace: every packet asks these tables. */
enum Usual {
  LOCAL(0, "local", false),
  MAIN(32766, "main", false),
  DEFAULT(32767, "default", false),
  LOCAL6(0, "local", true),
  MAIN6(32766, "main", true);

  private final long priority;
  private final String table;
  private final boolean v6;

  Usual(long priority, String table, boolean v6) {
    this.priority = priority;
    this.table = table;
    this.v6 = v6;
  }

  /** Which one a rule is, or null if it is another, or is not about all packets. */
  static @Nullable Usual of(Rule rule) {
    for (Usual usual : values()) {
      if (rule.priority() == usual.priority
          && rule.source().address().v6() == usual.v6
          && rule.tableWord().equals(usual.table)
          && rule.isForAll()) {
        return usual;
      }
    }
    return null;
  }

  /** A row that says that there is none. */
  Row missing() {
    String packets = v6 ? "from all (IPv6)" : "from all";
    return Row.of(Long.toString(priority), packets, "lookup " + table + ": missing");
  }
}
