package dev.nsjava.topology.run;

import dev.nsjava.net.NetlinkException;
import dev.nsjava.ns.FileName;
import dev.nsjava.ns.Ownership;
import dev.nsjava.ns.Reason;
import dev.nsjava.sys.SysException;
import dev.nsjava.sys.SystemCalls;
import dev.nsjava.sys.TextFile;
import dev.nsjava.topology.Mark;
import dev.nsjava.topology.ProcessName;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The files of a topology's processes, in {@code /run/nsjava/NAME}, a directory that is its owner's
 * alone: records, which their supervisors hold locked, and what the programs print.
 */
final class ProcessFiles {

  static final String RECORD = ".run";
  static final String LOG = ".log";
  static final String OLD_LOG = ".old";

  private static final String[] ENDINGS = {RECORD, LOG, OLD_LOG};
  private static final String RUN = Mark.DIRECTORY.toString();
  private static final int LONGEST_KEY = 200;
  private static final int RECORD_SIZE = 4096;

  private final String name;

  /**
   * Those of a topology.
   *
   * @throws NetlinkException if that cannot be its name
   */
  ProcessFiles(String name) throws NetlinkException {
    if (!Mark.isName(name)) {
      throw NetlinkException.failed("invalid name of a topology: '" + name + "'");
    }
    this.name = name;
  }

  /** Where they are. */
  String directory() {
    return RUN + "/" + name;
  }

  /** The path of one. */
  String path(ProcessName process, String ending) {
    return directory() + "/" + process.key() + ending;
  }

  /** Makes the directory, and opens it. */
  int open(SystemCalls calls) throws NetlinkException {
    make(calls, RUN, 0755);
    make(calls, directory(), 0700);
    check();
    int flags = SystemCalls.O_RDONLY | SystemCalls.O_DIRECTORY | SystemCalls.O_NOFOLLOW;
    return calls.open(directory(), flags, 0, "cannot open " + directory());
  }

  private static void make(SystemCalls calls, String directory, int mode) {
    try {
      calls.mkdir(directory, mode, "cannot make " + directory);
    } catch (SysException e) {
      if (!e.is("EEXIST")) {
        throw e;
      }
    }
  }

  /**
   * Whether the directory is there, and nobody else may write to it: what is in there is by
   * supervisors only then.
   */
  boolean check() throws NetlinkException {
    return isOurs(RUN, false) && isOurs(directory(), true);
  }

  private static boolean isOurs(String directory, boolean alone) throws NetlinkException {
    try {
      Ownership seen = Ownership.of(Path.of(directory));
      boolean others = alone ? seen.isOpenToOthers() : seen.isWritableByOthers();
      if (!seen.isDirectory() || !seen.isOurs() || others) {
        throw NetlinkException.failed(directory + " is no directory of ours alone");
      }
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (NetlinkException e) {
      throw e;
    } catch (IOException e) {
      throw NetlinkException.failed("cannot look at " + directory + ": " + Reason.of(e));
    }
  }

  /** Makes sure that a process can have files. */
  static void checkName(ProcessName process) throws NetlinkException {
    if (process.key().length() > LONGEST_KEY || process.process().isEmpty()) {
      throw NetlinkException.failed("the name of process " + process.text() + " is too long");
    }
  }

  /** All that have files, in the order of their names. */
  List<ProcessName> all() throws NetlinkException {
    List<ProcessName> all = new ArrayList<>();
    if (!check()) {
      return all;
    }
    TreeSet<String> keys = new TreeSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(directory()))) {
      for (Path entry : entries) {
        String file = FileName.of(entry);
        for (String ending : ENDINGS) {
          if (file.endsWith(ending)) {
            keys.add(file.substring(0, file.length() - ending.length()));
          }
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      IOException failure = e.getCause() instanceof IOException cause ? cause : (IOException) e;
      throw NetlinkException.failed("cannot read " + directory() + ": " + Reason.of(failure));
    }
    for (String key : keys) {
      ProcessName process = ProcessName.ofKey(key);
      if (process != null) {
        all.add(process);
      }
    }
    return all;
  }

  /** How it is with a process, or null if there is no record of it. */
  @Nullable ProcessStatus status(SystemCalls calls, ProcessName process) throws NetlinkException {
    String file = path(process, RECORD);
    try {
      int supervisor = locker(calls, file); // before: who lets go of it has written what was last
      String record = TextFile.read(FileName.path(file).toString(), RECORD_SIZE);
      return ProcessStatus.of(process, record, supervisor);
    } catch (FileNotFoundException e) {
      return null;
    } catch (SysException e) {
      if (e.is("ENOENT")) {
        return null;
      }
      throw e;
    } catch (IOException e) {
      throw NetlinkException.failed("cannot read " + file + ": " + Reason.of(e));
    }
  }

  /** The process that holds a file locked: only who may write to the directory can do that. */
  private static int locker(SystemCalls calls, String file) {
    int flags = SystemCalls.O_RDONLY | SystemCalls.O_NOFOLLOW | SystemCalls.O_NONBLOCK;
    int fd = calls.open(file, flags, 0, "cannot open " + file);
    try {
      return calls.lockOwner(fd, "cannot look at " + file);
    } finally {
      calls.close(fd);
    }
  }

  /** Removes those of a process. */
  void remove(SystemCalls calls, ProcessName process) {
    for (String ending : ENDINGS) {
      String file = path(process, ending);
      without(() -> calls.unlink(file, "cannot remove " + file), "ENOENT");
    }
  }

  /** Removes the directory, if nothing is left in it. */
  void removeDirectory(SystemCalls calls) {
    for (String directory : new String[] {directory(), RUN}) {
      without(() -> calls.rmdir(directory, "cannot remove " + directory), "ENOENT ENOTEMPTY");
    }
  }

  /** Makes a call that may fail for some reasons. */
  static void without(Runnable call, String reasons) {
    try {
      call.run();
    } catch (SysException e) {
      if (!reasons.contains(e.errno().name())) {
        throw e;
      }
    }
  }
}
