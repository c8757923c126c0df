package dev.nsjava.inspect;

/** How namespaces of one type are looked at. */
interface View {

  /** Writes down what can be seen. What cannot be is noted. */
  void write(Subject subject, Sheet sheet);
}
