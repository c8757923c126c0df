package dev.nsjava.inspect;

import dev.nsjava.net.NetListing;
import dev.nsjava.net.NetSurvey;
import dev.nsjava.ns.NsType;
import dev.nsjava.sys.NativeCalls;
import dev.nsjava.sys.SysException;
import java.io.IOException;

/** Interfaces, routes, sockets and nftables of a network namespace. */
final class NetView implements View {

  @Override
  public void write(Subject subject, Sheet sheet) {
    NetSurvey survey = new NetSurvey(new NativeCalls(subject.libc()));
    try {
      Network network = subject.within(NsType.NET, () -> Network.read(survey));
      for (NetTable table : NetTable.values()) {
        write(table, network, sheet);
      }
    } catch (IOException | SysException e) {
      for (NetTable table : NetTable.values()) {
        sheet.unread(table.word(), table.fields(), e);
      }
    }
  }

  /** What could be read of a table; nothing if that is nothing at all. */
  private static void write(NetTable table, Network network, Sheet sheet) {
    boolean some = false;
    for (NetListing<?> listing : table.sources(network)) {
      listing.troubles().forEach(why -> sheet.skip(table.word(), why));
      if (listing.more() > 0) {
        sheet.skip(table.word(), "there are " + listing.more() + " more");
      }
      some |= !listing.rows().isEmpty() || listing.troubles().size() < table.parts();
    }
    sheet.add(table.word(), table.fields(), some ? table.rows(network) : null);
  }
}
