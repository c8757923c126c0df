package dev.nsjava.topology;

/** Is told how far the making of a topology is, or its end. */
public interface Progress {

  /** Nobody looks. (A lambda of an interface with default methods is in no AOT cache.) */
  Progress NONE =
      new Progress() {
        @Override
        public void tell(int done, int all) {}
      };

  /** So many things are made, settled or gone, of so many; all of all takes away what is shown. */
  void tell(int done, int all);

  /** What is waited for, or nothing: no more. */
  default void waiting(String what) {}

  /** A signal asks to end: what was made is taken back. */
  default void interrupted() {}
}
