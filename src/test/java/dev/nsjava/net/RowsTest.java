package dev.nsjava.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.net.NftTable.Chain;
import dev.nsjava.sys.SystemCall;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Listings of more than is shown. */
class RowsTest {

  private static final int ROW = 20;
  private static final int DONE = 3;
  private static final int MOST = 20_000;

  /** Answers each request with the next of some dumps. */
  private static final class Kernel implements Wire {

    private final Deque<byte[]> answers = new ArrayDeque<>();

    /** A dump of what is in it already. */
    Kernel then(ByteArrayOutputStream dump) {
      dump.writeBytes(new Request("", DONE, 0).u32(0).bytes(answers.size() + 1, 0));
      answers.add(dump.toByteArray());
      return this;
    }

    int next() {
      return answers.size() + 1;
    }

    @Override
    public byte[] exchange(byte[] messages, String doing) throws NetlinkException {
      return answers.remove();
    }

    @Override
    public SystemCall.Exchange call(byte[] messages, String doing) {
      return new SystemCall.Exchange(0, messages, doing);
    }

    @Override
    public void close() {
      answers.clear();
    }
  }

  private final Kernel kernel = new Kernel();

  /** Numbers from one on. */
  private void numbers(int from, int count) {
    ByteArrayOutputStream dump = new ByteArrayOutputStream();
    for (int i = from; i < from + count; i++) {
      dump.writeBytes(new Request("", ROW, 0).u32(i).bytes(kernel.next(), 0));
    }
    kernel.then(dump);
  }

  private static int number(Message message) throws NetlinkException {
    return message.body().s32(0);
  }

  @Test
  void a_large_dump_leaves_room_for_small_ones() {
    numbers(0, 3 * MOST);
    numbers(100_000, 5);
    numbers(200_000, 2 * MOST);
    Netlink netlink = new Netlink(kernel);
    Rows<Integer> rows = new Rows<>();
    for (int i = 0; i < 3; i++) {
      rows.dump(netlink, new Request("", ROW, 0), RowsTest::number);
    }
    NetListing<Integer> listing = rows.listing();

    assertThat(listing.rows()).hasSize(MOST).contains(0, 9000, 100_000, 100_004, 200_000, 209_000);
    assertThat(listing.more()).isEqualTo(4 * MOST + 5);
  }

  @Test
  void long_rows_are_fewer() {
    numbers(0, 300);
    Rows<Integer> rows = new Rows<>(row -> row == 299 ? 50 : 100);
    rows.dump(new Netlink(kernel), new Request("", ROW, 0), RowsTest::number);
    NetListing<Integer> listing = rows.listing();

    assertThat(listing.rows()).hasSize(200).endsWith(198, 199);
    assertThat(listing.more()).isEqualTo(100);
  }

  private static Request nft(int message, int family) {
    return new Request("", 10 << 8 | message, 0).u8(family).zeros(3);
  }

  private void tables(String... names) {
    ByteArrayOutputStream dump = new ByteArrayOutputStream();
    for (String name : names) {
      dump.writeBytes(nft(Nftables.NEWTABLE, 2).text(1, name).bytes(kernel.next(), 0));
    }
    kernel.then(dump);
  }

  /** Many that nothing leads to, one that packets come to, and one in another table. */
  private void chains() {
    ByteArrayOutputStream dump = new ByteArrayOutputStream();
    int sequence = kernel.next();
    for (int i = 0; i < MOST + 100; i++) {
      dump.writeBytes(nft(Nftables.NEWCHAIN, 2).text(1, "big").text(3, "c" + i).bytes(sequence, 0));
    }
    for (String table : List.of("big", "small")) {
      Request chain = nft(Nftables.NEWCHAIN, 2).text(1, table).text(3, "hooked");
      dump.writeBytes(chain.nest(4).attributeBe32(1, 1).end().bytes(sequence, 0));
    }
    dump.writeBytes(nft(Nftables.NEWCHAIN, 2).text(1, "late").text(3, "x").bytes(sequence, 0));
    kernel.then(dump);
  }

  @Test
  void many_chains_of_nftables_hide_no_firewall() {
    tables("big", "small", "late");
    chains();
    chains();
    kernel.then(new ByteArrayOutputStream()).then(new ByteArrayOutputStream());
    NetListing<NftTable> tables = NftSurvey.read(new Netlink(kernel));

    assertThat(tables.troubles()).isEmpty();
    assertThat(tables.rows()).extracting(NftTable::name).containsExactly("big", "small");
    assertThat(tables.rows().get(0).chains()).hasSize(MOST - 1);
    assertThat(tables.rows())
        .allMatch(table -> table.chains().getFirst().name().equals("hooked"))
        .allMatch(table -> table.chains().getFirst().hook() != null);
    assertThat(tables.rows().get(0).chains().get(1)).isEqualTo(new Chain("c0", null, 0));
    assertThat(tables.more()).isEqualTo(103 + 1); // chains, and a table of which there is none
  }
}
