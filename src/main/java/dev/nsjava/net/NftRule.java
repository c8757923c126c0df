package dev.nsjava.net;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A rule of nftables as it is written, see linux/netfilter/nf_tables.h: expressions, each of which
 * loads a register, compares it, or decides. A packet that differs is not the rule's.
 */
final class NftRule {

  /** Of {@code IPPROTO_*}. */
  static final int TCP = 6;

  static final int UDP = 17;

  /** The longest comment, which nft(8) shows with the rule: its length has a byte, with a NUL. */
  static final int LONGEST_COMMENT = 250;

  // Of a rule, and of the elements of its list.
  static final int NFTA_RULE_EXPRESSIONS = 4;
  static final int NFTA_RULE_USERDATA = 7;
  static final int LIST_ELEM = 1;
  static final int EXPR_NAME = 1;
  static final int EXPR_DATA = 2;

  // Immediate: where to, and what.
  static final int IMMEDIATE_DATA = 2;
  static final int DATA_VALUE = 1;

  private static final int META_IIFNAME = 6;
  private static final int META_OIFNAME = 7;
  private static final int META_NFPROTO = 15;
  private static final int META_L4PROTO = 16;
  private static final int NETWORK = 1;
  private static final int TRANSPORT = 2;
  private static final int EQUAL = 0;
  private static final int OTHER = 1;
  private static final int AT_MOST = 3;
  private static final int AT_LEAST = 5;
  private static final int CT_STATE = 0;
  private static final int CT_STATUS = 2;

  /** Bits of its state: established, and related to one that is. */
  private static final int OF_A_CONNECTION = 2 | 4;

  private static final int IPS_DST_NAT = 0x20;
  private static final int FIB_DADDR = 2;
  private static final int FIB_ADDRTYPE = 3;
  private static final int RTN_LOCAL = 2;
  private static final int NAT_DNAT = 1;

  /** {@code NF_NAT_RANGE_PROTO_SPECIFIED}, and {@code MAP_IPS}, which goes without saying. */
  private static final int NAT_FLAGS = 2 | 1;

  private static final int DESTINATION_PORT = 2;
  private static final int DATA_VERDICT = 2;
  private static final int VERDICT_CODE = 1;
  private static final int ACCEPT = 1;

  /** Types of ICMPv6: from the solicitation of routers to the advertisement of neighbours. */
  private static final byte[] FIRST_OF_NEIGHBOURS = {(byte) 133};

  private static final byte[] LAST_OF_NEIGHBOURS = {(byte) 136};
  private static final int NAME = 16;
  private static final int COMMENT = 0;

  /** Of a comment: its type, and its length. */
  private static final int COMMENT_HEADER = 2;

  private final Request request;
  private final String comment;

  /**
   * Begins one, the last of its chain.
   *
   * @param comment bytes, one char each, at most {@link #LONGEST_COMMENT}
   */
  NftRule(String table, String chain, String comment) {
    this.comment = comment;
    request =
        Nftables.change(Nftables.NEWRULE, Request.APPEND)
            .text(Nftables.NFTA_TABLE, table)
            .text(Nftables.NFTA_RULE_CHAIN, chain)
            .nest(NFTA_RULE_EXPRESSIONS);
  }

  /** Only packets of IPv4, or of IPv6: offsets in their headers are of one of them. */
  NftRule of(boolean v6) {
    return meta(META_NFPROTO).compare(EQUAL, new byte[] {(byte) (v6 ? Ip.AF_INET6 : Ip.AF_INET)});
  }

  /** Only from there. */
  NftRule from(Prefix source) {
    return address(source, source.address().v6() ? 8 : 12, EQUAL);
  }

  /** Only to there. */
  NftRule to(Prefix destination) {
    return address(destination, destination.address().v6() ? 24 : 16, EQUAL);
  }

  /** Only to elsewhere. */
  NftRule notTo(Prefix destination) {
    return address(destination, destination.address().v6() ? 24 : 16, OTHER);
  }

  /** Only those that leave by an interface. */
  NftRule out(String device) {
    return meta(META_OIFNAME).compare(EQUAL, name(device));
  }

  /** Only those that have come by an interface. */
  NftRule in(String device) {
    return meta(META_IIFNAME).compare(EQUAL, name(device));
  }

  /** Only those of a protocol. */
  NftRule protocol(int protocol) {
    return meta(META_L4PROTO).compare(EQUAL, new byte[] {(byte) protocol});
  }

  /** Only those, of ICMPv6, by which neighbours and routers find each other. */
  NftRule neighbours() {
    return payload(TRANSPORT, 0, 1)
        .compare(AT_LEAST, FIRST_OF_NEIGHBOURS)
        .compare(AT_MOST, LAST_OF_NEIGHBOURS);
  }

  /** Only those to a port. */
  NftRule toPort(int protocol, int port) {
    return protocol(protocol)
        .payload(TRANSPORT, DESTINATION_PORT, Short.BYTES)
        .compare(EQUAL, port(port));
  }

  /** Only those to an address of this namespace. */
  NftRule toUs() {
    begin("fib");
    request.attributeBe32(3, FIB_DADDR).attributeBe32(2, FIB_ADDRTYPE).attributeBe32(1, 1);
    return end().compare(EQUAL, number(RTN_LOCAL));
  }

  /** Only those that have been sent elsewhere than they were to go. */
  NftRule redirected() {
    return connection(CT_STATUS, IPS_DST_NAT);
  }

  /** Only those of a connection that was let through, and answers about it. */
  NftRule established() {
    return connection(CT_STATE, OF_A_CONNECTION);
  }

  private NftRule connection(int key, int bits) {
    begin("ct");
    request.attributeBe32(2, key).attributeBe32(1, 1);
    return end().mask(number(bits)).compare(OTHER, number(0));
  }

  /** They pass. */
  Request accept() {
    begin("immediate");
    request
        .attributeBe32(1, 0)
        .nest(IMMEDIATE_DATA)
        .nest(DATA_VERDICT)
        .attributeBe32(VERDICT_CODE, ACCEPT)
        .end()
        .end();
    return end().whole();
  }

  /** They get the address of the interface that they leave by. */
  Request masquerade() {
    begin("masq");
    return end().whole();
  }

  /** They go to a port of another. */
  Request redirect(Ip target, int port) {
    immediate(1, target.bytes()).immediate(2, port(port)).begin("nat");
    request
        .attributeBe32(1, NAT_DNAT)
        .attributeBe32(2, target.family())
        .attributeBe32(3, 1)
        .attributeBe32(5, 2)
        .attributeBe32(7, NAT_FLAGS);
    return end().whole();
  }

  private Request whole() {
    return request.end().attribute(NFTA_RULE_USERDATA, comment(comment));
  }

  /** A comment as nft(8) writes them, on rules, chains and tables. */
  static byte[] comment(String comment) {
    byte[] text = (comment + '\0').getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer userdata = ByteBuffer.allocate(COMMENT_HEADER + text.length);
    return userdata.put((byte) COMMENT).put((byte) text.length).put(text).array();
  }

  /** Reads one: nothing if there is none. */
  static String comment(@Nullable Bytes userdata) throws NetlinkException {
    return userdata == null || userdata.length() < COMMENT_HEADER || userdata.u8(0) != COMMENT
        ? ""
        : userdata.from(COMMENT_HEADER).text();
  }

  /** Whole bytes are loaded alone, and compared as they are. */
  private NftRule address(Prefix prefix, int offset, int operation) {
    int length = prefix.length();
    byte[] network = prefix.network().bytes();
    if (length % Byte.SIZE == 0) {
      payload(NETWORK, offset, length / Byte.SIZE);
      return compare(operation, Arrays.copyOf(network, length / Byte.SIZE));
    }
    byte[] mask = new Prefix(ones(prefix.address().v6()), length).network().bytes();
    return payload(NETWORK, offset, mask.length).mask(mask).compare(operation, network);
  }

  private static Ip ones(boolean v6) {
    return v6 ? new Ip(true, -1, -1) : new Ip(false, 0, 0xffff_ffffL);
  }

  private NftRule meta(int key) {
    begin("meta");
    request.attributeBe32(2, key).attributeBe32(1, 1);
    return end();
  }

  private NftRule payload(int base, int offset, int length) {
    begin("payload");
    request.attributeBe32(1, 1).attributeBe32(2, base);
    request.attributeBe32(3, offset).attributeBe32(4, length);
    return end();
  }

  private NftRule mask(byte[] mask) {
    begin("bitwise");
    request.attributeBe32(1, 1).attributeBe32(2, 1).attributeBe32(3, mask.length);
    data(4, mask).data(5, new byte[mask.length]);
    return end();
  }

  private NftRule compare(int operation, byte[] value) {
    begin("cmp");
    request.attributeBe32(1, 1).attributeBe32(2, operation);
    return data(3, value).end();
  }

  private NftRule immediate(int register, byte[] value) {
    begin("immediate");
    request.attributeBe32(1, register);
    return data(IMMEDIATE_DATA, value).end();
  }

  private NftRule data(int type, byte[] value) {
    request.nest(type).attribute(DATA_VALUE, value).end();
    return this;
  }

  private void begin(String expression) {
    request.nest(LIST_ELEM).text(EXPR_NAME, expression).nest(EXPR_DATA);
  }

  private NftRule end() {
    request.end().end();
    return this;
  }

  private static byte[] name(String device) {
    return Arrays.copyOf(device.getBytes(StandardCharsets.ISO_8859_1), NAME);
  }

  private static byte[] port(int port) {
    return new byte[] {(byte) (port >> Byte.SIZE), (byte) port};
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(value).array();
  }
}
