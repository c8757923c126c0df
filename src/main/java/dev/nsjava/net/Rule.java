package dev.nsjava.net;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule of policy routing: which packets ask which table, see ip-rule(8).
 *
 * @param priority the lowest is asked first
 * @param isNot whether it is about the packets that do not fit
 * @param source where they come from; all zeros for anywhere
 * @param destination where they go; all zeros for anywhere
 * @param in the interface they come by, or nothing
 * @param out the interface that a socket of ours is bound to, or nothing
 * @param mark what the firewall has written on them
 * @param mask which bits of the mark count, 0 if none do
 * @param action {@code FR_ACT_*}: what happens to them
 * @param table that is asked, where that is the action
 * @param isMore whether there is more to it that is not shown here: ports and users it is about,
 *     the rule it goes to, answers of the table that do not count
 */
public record Rule(
    long priority,
    boolean isNot,
    Prefix source,
    Prefix destination,
    String in,
    String out,
    long mark,
    long mask,
    int action,
    long table,
    boolean isMore) {

  private static final int RTM_NEWRULE = 32;
  private static final int RTM_GETRULE = 34;

  /**
   * Of {@code struct fib_rule_hdr}: family, two lengths, tos, table, two of nothing, action, flags.
   */
  private static final int HEADER = 12;

  private static final long FIB_RULE_INVERT = 2;

  private static final int FRA_DST = 1;
  private static final int FRA_SRC = 2;
  private static final int FRA_IIFNAME = 3;
  private static final int FRA_GOTO = 4;
  private static final int FRA_PRIORITY = 6;
  private static final int FRA_FWMARK = 10;
  private static final int FRA_TUN_ID = 12;
  private static final int FRA_SUPPRESS_IFGROUP = 13;
  private static final int FRA_SUPPRESS_PREFIXLEN = 14;
  private static final int FRA_TABLE = 15;
  private static final int FRA_FWMASK = 16;
  private static final int FRA_OIFNAME = 17;
  private static final int FRA_L3MDEV = 19;
  private static final int FRA_UID_RANGE = 20;
  private static final int FRA_IP_PROTO = 22;
  private static final int FRA_SPORT_RANGE = 23;
  private static final int FRA_DPORT_RANGE = 24;

  /** What rules say that suppress nothing. */
  private static final int NO_LENGTH = -1;

  private static final List<Integer> MORE =
      List.of(
          FRA_GOTO,
          FRA_TUN_ID,
          FRA_SUPPRESS_IFGROUP,
          FRA_L3MDEV,
          FRA_UID_RANGE,
          FRA_IP_PROTO,
          FRA_SPORT_RANGE,
          FRA_DPORT_RANGE);

  private static final List<String> ACTIONS =
      List.of("unspec", "lookup", "goto", "nop", "", "", "blackhole", "unreachable", "prohibit");

  private static final int LOOKUP = 1;

  /** All there are of a family. */
  static Request request(int family) {
    return new Request("cannot list rules", RTM_GETRULE, Request.DUMP)
        .u8(family)
        .zeros(HEADER - 1)
        .lacking("ENOTSUP");
  }

  /** Reads one, or null if the message is about something else. */
  static @Nullable Rule of(Message message, int family) throws NetlinkException {
    Bytes header = message.body();
    if (message.type() != RTM_NEWRULE || header.u8(0) != family) {
      return null;
    }
    boolean v6 = family == Ip.AF_INET6;
    Attributes attributes = message.attributes(HEADER);
    long mark = attributes.u32(FRA_FWMARK, 0);
    return new Rule(
        attributes.u32(FRA_PRIORITY, 0),
        (header.u32(8) & FIB_RULE_INVERT) != 0,
        Prefix.of(attributes.find(FRA_SRC), header.u8(2), v6),
        Prefix.of(attributes.find(FRA_DST), header.u8(1), v6),
        attributes.text(FRA_IIFNAME),
        attributes.text(FRA_OIFNAME),
        mark,
        attributes.u32(FRA_FWMASK, mark == 0 ? 0 : 0xffff_ffffL),
        header.u8(7),
        attributes.u32(FRA_TABLE, header.u8(4)),
        isMore(header.u8(3), attributes));
  }

  private static boolean isMore(int tos, Attributes attributes) throws NetlinkException {
    return tos != 0
        || attributes.s32(FRA_SUPPRESS_PREFIXLEN, NO_LENGTH) != NO_LENGTH
        || MORE.stream().anyMatch(attributes::has);
  }

  /** Whether every packet asks a table, and its answer counts. */
  public boolean isForAll() {
    return !isNot
        && !isMore
        && source.isAll()
        && destination.isAll()
        && in.isEmpty()
        && out.isEmpty()
        && mask == 0
        && action == LOOKUP;
  }

  /** {@code lookup}, {@code blackhole} and so on. */
  public String actionWord() {
    return Words.of(action, ACTIONS);
  }

  /** {@code main}, {@code local}, {@code default}, or the table's number. */
  public String tableWord() {
    return Route.table(table);
  }
}
