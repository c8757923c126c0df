package dev.nsjava.ns;

import java.util.concurrent.atomic.AtomicInteger;

/** One piece of work for each of many numbers, on as many threads as there are processors. */
abstract class InParallel implements Runnable {

  /** With fewer than this for each, a thread costs more than it saves. */
  private static final int LEAST = 30;

  private final AtomicInteger next = new AtomicInteger();
  private final int count;

  /** For the numbers from 0 to {@code count - 1}. */
  InParallel(int count) {
    this.count = count;
  }

  /** The work for one number; others may be done at the same time. */
  abstract void work(int number);

  /** Returns when all is done. */
  final void runAll() {
    int threads = Math.min(Runtime.getRuntime().availableProcessors(), count / LEAST + 1);
    Thread[] others = new Thread[threads - 1];
    for (int i = 0; i < others.length; i++) {
      others[i] = new Thread(this);
      others[i].start();
    }
    run();
    for (Thread other : others) {
      join(other);
    }
  }

  @Override
  public final void run() {
    for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
      work(i);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e); // nobody interrupts us
    }
  }
}
