package dev.nsjava.it;

import dev.nsjava.ns.TargetException;
import dev.nsjava.ns.Targets;

/** Finds targets in another mount namespace than that of the tests, which start it there. */
final class FindTarget {

  private FindTarget() {}

  /** Prints what each name leads to, and what it leads to if it must be a process. */
  public static void main(String[] names) {
    for (String name : names) {
      System.out.println(find(name, false));
      System.out.println(find(name, true));
    }
  }

  private static String find(String name, boolean needsProcess) {
    try {
      return new Targets(pid -> 0).find(name, needsProcess).toString();
    } catch (TargetException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
