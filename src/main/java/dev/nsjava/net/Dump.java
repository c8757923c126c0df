package dev.nsjava.net;

/** Takes what a dump brings. */
interface Dump {

  /** Forgets what has been added: the dump begins, perhaps anew. */
  void restart();

  /** Takes a message. */
  void add(Message message) throws NetlinkException;
}
