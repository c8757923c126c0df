package dev.nsjava.topology;

/** Is told how far the making of a topology is, or its end. */
@FunctionalInterface
public interface Progress {

  /** Nobody looks. */
  Progress NONE = (done, all) -> {};

  /** So many things are made, settled or gone, of so many; all of all takes away what is shown. */
  void tell(int done, int all);
}
