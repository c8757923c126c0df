package dev.nsjava.net;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address of an interface, see ip-address(8).
 *
 * @param index the interface's
 * @param local the address, and how long its network's is
 * @param peer the address at the other end of a line between two, or null
 * @param broadcast or null
 * @param scope {@code RT_SCOPE_*}: how far it is valid
 * @param label in IPv4 the interface's name or an old style alias, {@code eth0:1}; else nothing
 * @param flags {@code IFA_F_*}
 * @param validSeconds how long it will stay, or {@link #FOREVER}
 */
public record Address(
    int index,
    Prefix local,
    @Nullable Ip peer,
    @Nullable Ip broadcast,
    int scope,
    String label,
    long flags,
    long validSeconds) {

  public static final long FOREVER = 0xffff_ffffL;

  private static final int RTM_NEWADDR = 20;
  private static final int RTM_GETADDR = 22;

  /** Of {@code struct ifaddrmsg}: family, length of the prefix, flags, scope, index. */
  private static final int HEADER = 8;

  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;
  private static final int IFA_LABEL = 3;
  private static final int IFA_BROADCAST = 4;
  private static final int IFA_CACHEINFO = 6;
  private static final int IFA_FLAGS = 8;

  private static final List<String> FLAGS =
      List.of(
          "secondary", // temporary in IPv6
          "nodad",
          "optimistic",
          "dadfailed",
          "home",
          "deprecated",
          "tentative",
          "permanent",
          "mngtmpaddr",
          "noprefixroute",
          "autojoin",
          "stable-privacy");

  /** All there are. */
  static Request request() {
    return new Request("cannot list addresses", RTM_GETADDR, Request.DUMP).zeros(HEADER);
  }

  /** Reads one, or null if the message is about something else. */
  static @Nullable Address of(Message message) throws NetlinkException {
    Bytes header = message.body();
    if (message.type() != RTM_NEWADDR || !Ip.isFamily(header.u8(0))) {
      return null;
    }
    boolean v6 = header.u8(0) == Ip.AF_INET6;
    Attributes attributes = message.attributes(HEADER);
    Bytes address = attributes.find(IFA_ADDRESS);
    Bytes local = attributes.find(IFA_LOCAL);
    // The one is our end and the other theirs, but where there is no other end: see rtnetlink(7).
    Prefix ours = Prefix.of(local == null ? address : local, header.u8(1), v6);
    Ip theirs = local == null || address == null ? ours.address() : Ip.of(address);
    Bytes broadcast = attributes.find(IFA_BROADCAST);
    Bytes times = attributes.find(IFA_CACHEINFO);
    return new Address(
        (int) header.u32(4),
        ours,
        theirs.equals(ours.address()) ? null : theirs,
        broadcast == null ? null : Ip.of(broadcast),
        header.u8(3),
        attributes.text(IFA_LABEL),
        attributes.u32(IFA_FLAGS, header.u8(2)),
        times == null ? FOREVER : times.u32(4));
  }

  /** {@code permanent}, {@code tentative} and so on. */
  public List<String> flagWords() {
    List<String> words = Words.ofFlags(flags, FLAGS);
    if (local.address().v6() && !words.isEmpty() && words.getFirst().equals("secondary")) {
      words.set(0, "temporary");
    }
    return words;
  }

  /** {@code global}, {@code link} and so on. */
  public String scopeWord() {
    return Scope.word(scope);
  }
}
