package dev.nsjava.topology.live;

/** Is told how far the making of a topology is. */
@FunctionalInterface
public interface Progress {

  /** Nobody looks. */
  Progress NONE = (done, all) -> {};

  /** So many things are made of so many. */
  void tell(int done, int all);
}
