package dev.nsjava.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that the tests stand on, made once in target/it: the starter, and /mnt/bin as the
 * started programs see it.
 */
final class Fixtures {

  /** Outside of the tests' mount namespaces. */
  static final Path OUTSIDE = Path.of("target/it").toAbsolutePath();

  /** The launcher under test; another build of it with -Dnsjava.bin=FILE. */
  static final String NSJAVA =
      System.getProperty(
          "nsjava.bin", Path.of("target/nsjava/bin/nsjava").toAbsolutePath().toString());

  /** The starter (src/test/c/start.c). */
  static final String START = OUTSIDE.resolve("start").toString();

  private static final Path SOURCES = Path.of("src/test/c");

  static {
    try {
      make();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Fixtures() {}

  private static void make() throws IOException, InterruptedException {
    Path bin = Files.createDirectories(OUTSIDE.resolve("bin"));
    compile(
        OUTSIDE.resolve("start"),
        "start.c",
        "world.c",
        "caller.c",
        "script.c",
        "target.c",
        "system.c",
        "residents.c",
        "storm.c");
    compile(bin.resolve("probe"), "probe.c");
    compile(bin.resolve("wait"), "wait.c");
    compile(bin.resolve("thread"), "thread.c");
    compile(bin.resolve("ping"), "ping.c");
    compile(bin.resolve("packet"), "packet.c");
    compile(bin.resolve("killed"), "killed.c");
    compile(bin.resolve("flips"), "flips.c");
    compile(bin.resolve("forge"), "forge.c");
    compile(bin.resolve("answer"), "answer.c");
    write(bin.resolve("no-interpreter"), "echo \"script: $0 $*\"\n", "rwxr-xr-x");
    write(bin.resolve("script"), "#!/bin/sh\necho \"script: $0 $*\"\n", "rwxr-xr-x");
    write(bin.resolve("missing-interpreter"), "#!/nope\n", "rwxr-xr-x");
    write(bin.resolve("not-executable"), "#!/bin/sh\necho no\n", "rw-r--r--");
    write(bin.resolve("empty"), "", "rwxr-xr-x");
    write(bin.resolve("broken-elf"), "\u007fELF nonsense\n", "rwxr-xr-x");
    Files.createDirectories(bin.resolve("directory"));
    link(bin.resolve("loop"), "loop");
    link(OUTSIDE.resolve("unshare"), NSJAVA);
    link(OUTSIDE.resolve("nsenter"), NSJAVA);
    link(OUTSIDE.resolve("lsns"), NSJAVA);
    write(
        OUTSIDE.resolve("passwd"),
        """
        root:x:0:0:root:/root:/bin/sh
        ada:x:54321:54321::/mnt/home:/mnt/bin/probe
        bob:x:54322:54322::/mnt/home:/bin/sh
        cyd:x:54323:54323::/mnt/home:
        nobody:x:65534:65534::/nonexistent:/usr/sbin/nologin
        """,
        "rw-r--r--");
    write(
        OUTSIDE.resolve("group"),
        "root:x:0:\nada:x:54321:\nbob:x:54322:\nteam:x:54329:bob\nnogroup:x:65534:\n",
        "rw-r--r--");
    write(
        OUTSIDE.resolve("subuid"),
        "dan:900000:10\nroot:0:200000\nbob:100000:65536\nbob:300000:10\n54323:200000:100\n",
        "rw-r--r--");
  }

  private static void compile(Path program, String... sources)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("musl-gcc", "-static", "-O1", "-std=c17"));
    command.addAll(List.of("-Wall", "-Wextra", "-Wshadow", "-Werror", "-o", program.toString()));
    for (String source : sources) {
      command.add(SOURCES.resolve(source).toString());
    }
    Process compiler = new ProcessBuilder(command).inheritIO().start();
    if (compiler.waitFor() != 0) {
      throw new IllegalStateException("cannot compile " + program);
    }
  }

  private static void write(Path file, String text, String permissions) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static void link(Path link, String target) throws IOException {
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(target));
  }
}
