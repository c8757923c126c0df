package dev.nsjava.ns;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One piece of work for each of many numbers, on as many threads as there are processors. */
abstract class InParallel implements Runnable {

  /** With fewer than this for each, a thread costs more than it saves. */
  private static final int LEAST = 30;

  private final AtomicInteger next = new AtomicInteger();
  private final int count;
  private volatile @Nullable RuntimeException failure;

  /** For the numbers from 0 to {@code count - 1}. */
  InParallel(int count) {
    this.count = count;
  }

  /** The work for one number; others may be done at the same time. */
  abstract void work(int number);

  /** Returns when all is done. */
  final void runAll() {
    int threads = Math.min(Runtime.getRuntime().availableProcessors(), count / LEAST + 1);
    List<Thread> others = new ArrayList<>(threads);
    for (int i = 1; i < threads; i++) {
      Thread other = new Thread(this);
      if (isStarted(other)) {
        others.add(other);
      }
    }
    run();
    for (Thread other : others) {
      join(other);
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** The caller may have as many tasks as he may, see RLIMIT_NPROC in getrlimit(2). */
  private static boolean isStarted(Thread thread) {
    try {
      thread.start();
      return true;
    } catch (OutOfMemoryError e) {
      return false;
    }
  }

  @Override
  public final void run() {
    try {
      workAll();
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void workAll() {
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
