package dev.nsjava.topology.live;

import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be changed in one network namespace, by one message each, in this order. */
final class Work {

  /** The index of a link by its name. */
  @FunctionalInterface
  interface Indexes {

    int of(String link) throws NetlinkException;
  }

  /** Makes a request, when all links are there. */
  @FunctionalInterface
  interface Maker {

    Request request(Indexes indexes) throws NetlinkException;
  }

  /**
   * A change.
   *
   * @param back what takes it back, or null if that goes with its link or namespace
   */
  record Item(Maker make, @Nullable Maker back) {}

  private final List<Item> links = new ArrayList<>();
  private final List<Item> removals = new ArrayList<>();
  private final List<Item> addresses = new ArrayList<>();
  private final List<Item> routes = new ArrayList<>();

  void link(Maker make, @Nullable Maker back) {
    links.add(new Item(make, back));
  }

  void remove(Maker make, @Nullable Maker back) {
    removals.add(new Item(make, back));
  }

  void address(Maker make, @Nullable Maker back) {
    addresses.add(new Item(make, back));
  }

  void route(Maker make, @Nullable Maker back) {
    routes.add(new Item(make, back));
  }

  List<Item> items() {
    List<Item> all = new ArrayList<>(removals); // a smaller MTU would take addresses of IPv6
    all.addAll(links);
    all.addAll(addresses);
    all.addAll(routes);
    return all;
  }
}
