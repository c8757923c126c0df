package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Processes of topologies: the real launcher, with {@link ProcessesMain} in the runtime's place.
 */
@KernelTest
class NetRunIT {

  private static final Path HOME = Fixtures.OUTSIDE.resolve("processes");

  /**
   * {@code processes} is {@link ProcessesMain}; {@code lab} writes the file. A program says by
   * {@code echo >/mnt/fifo} that it has come so far; {@code await} waits for that. {@code remains}
   * prints what there is of supervisors, programs, cgroups and files.
   */
  private static final String SCENE =
      """
      NSJAVA=%s
      processes() { %s/bin/nsjava "$@" 2>&1; echo "$1: $?"; }
      logs() { $NSJAVA net logs "$@"; }
      lab() { cat >/mnt/lab; }
      await() { read -r x <&7; }
      supervisor() { pgrep -f "^nsjava: lab $1"; }
      sleeping() { ps -eo stat,args | grep -c '^[^Z ]*  *sleep 76543$'; }
      both() { until [ "$(sleeping)" = 2 ]; do :; done; }
      remains() {
        ps -eo stat,args >/mnt/ps # no other program, which might have no words yet
        grep '^[^Z]' /mnt/ps | grep -v '^STAT\\|sh /mnt/script$\\| ps -eo'
        find /sys/fs/cgroup -path "*/nsjava/lab.$(stat -Lc %%i /proc/self/ns/net).net*" 2>/dev/null
        ls /run/nsjava 2>/dev/null
      }
      mkfifo /mnt/fifo; exec 7<>/mnt/fifo
      ip netns add web; ip -n web link set lo up
      """
          .formatted(Fixtures.NSJAVA, HOME);

  static {
    try {
      Path launcher = HOME.resolve("bin/nsjava");
      Path java = HOME.resolve("runtime/bin/java");
      Files.createDirectories(launcher.getParent());
      Files.createDirectories(java.getParent());
      Files.copy(
          Path.of(Fixtures.NSJAVA),
          launcher,
          StandardCopyOption.COPY_ATTRIBUTES,
          StandardCopyOption.REPLACE_EXISTING);
      Path target = Path.of("target").toAbsolutePath();
      Files.writeString(
          java,
          "#!/bin/sh\nexec %s/bin/java -XX:TieredStopAtLevel=1 -cp %s/classes:%s/test-classes %s\n"
              .formatted(
                  System.getProperty("java.home"), target, target, ProcessesMain.class.getName()));
      Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void prints(String script, String... lines) {
    Result result = run(script);
    assertThat(result.err()).isEmpty();
    assertThat(result.lines()).containsExactly(lines);
  }

  /** In a network, with names and processes of its own: none outlives it. */
  private static Result run(String script) {
    return Caller.ROOT.run(
        Tool.SHELL,
        "mount -t tmpfs run /run\ncat >/mnt/script <<'END'\n"
            + SCENE
            + script
            + "\nEND\nexec unshare -n -p -f --mount-proc sh /mnt/script");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void what_runs_is_started_once_is_listed_and_ends_without_a_trace() {
    prints(
        """
        lab <<'E'
        exec web :echo one; ip -br link
        web/hello always - - - :echo hello $COLOUR; echo and an error >&2; echo >/mnt/fifo; exec sleep 76543
        web/gone no - - - true
        E
        processes start /mnt/lab; await
        until processes list lab | grep -q 'gone ended'; do :; done
        processes start /mnt/lab
        processes changes /mnt/lab
        processes list lab
        logs lab
        logs lab web/hello
        stat -c '%a %n' /run/nsjava/lab /run/nsjava/lab/*
        processes stop lab
        processes stop lab
        remains
        """,
        "exec 1 of web",
        "start web/hello",
        "start web/gone",
        "start: 0",
        "start: 0",
        "changes: 0",
        "exec 1 of web ended - 1 status:0",
        "web/gone ended - 1 status:0",
        "web/hello running pid 1 -",
        "list: 0",
        "exec 1 of web  one",
        "exec 1 of web  lo               UNKNOWN        00:00:00:00:00:00 <LOOPBACK,UP,LOWER_UP> ",
        "web/hello  hello blue",
        "web/hello  and an error",
        "hello blue",
        "and an error",
        "700 /run/nsjava/lab",
        "600 /run/nsjava/lab/web.=1.log",
        "600 /run/nsjava/lab/web.=1.run",
        "600 /run/nsjava/lab/web.gone.log",
        "600 /run/nsjava/lab/web.gone.run",
        "600 /run/nsjava/lab/web.hello.log",
        "600 /run/nsjava/lab/web.hello.run",
        "stop: 0",
        "stop: 0");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_program_is_in_its_namespace_and_has_nothing_of_the_caller() {
    prints(
        """
        lab <<'E'
        web/bob no - - bob :id -u; id -G; echo $HOME $USER; pwd; umask; ls /sys/class/net; ls /proc/self/fd; grep -E '^(CapEff|SigBlk|SigIgn|NoNewPrivs)' /proc/self/status; readlink /proc/self/fd/0; ulimit -n
        host/here no - - - :readlink /proc/self/ns/net >/mnt/net; readlink /proc/self/ns/mnt >/mnt/mnt
        E
        ulimit -Sn 512
        trap '' USR1
        processes start /mnt/lab
        until processes list lab | grep -c ended | grep -q 2; do :; done
        logs lab web/bob
        readlink /proc/$$/ns/net | cmp - /mnt/net && readlink /proc/$$/ns/mnt | cmp - /mnt/mnt && echo host
        processes stop lab
        """,
        "start web/bob",
        "start host/here",
        "start: 0",
        "54322",
        "54322 54329",
        "/mnt/home bob",
        "/",
        "0022",
        "lo",
        "0",
        "1",
        "2",
        "3",
        "SigBlk:\t0000000000000000",
        "SigIgn:\t0000000000000000",
        "CapEff:\t0000000000000000",
        "NoNewPrivs:\t0",
        "/dev/null",
        "512",
        "host",
        "stop: 0");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void who_fails_is_started_again() {
    prints(
        """
        lab <<'E'
        web/often on-failure - - - :echo x >>/mnt/count; test $(wc -l </mnt/count) = 3 || { printf half; exit 7; }; echo >/mnt/fifo; exec sleep 76543
        E
        processes start /mnt/lab; await
        until processes list lab | grep 'running pid 3 status:7'; do :; done
        logs lab web/often
        kill -9 $(pgrep -x sleep); await
        until processes list lab | grep 'running pid 4 signal:9'; do :; done
        processes stop lab
        remains
        """
            .replace("= 3 ||", "-ge 3 ||"),
        "start web/often",
        "start: 0",
        "web/often running pid 3 status:7",
        "half",
        "nsjava: ended (status:7), again in 0.1 seconds",
        "half",
        "nsjava: ended (status:7), again in 0.2 seconds",
        "web/often running pid 4 signal:9",
        "stop: 0");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void one_comes_after_another_is_ready() {
    prints(
        """
        lab <<'E'
        web/client no - web/server - /mnt/bin/packet get 127.0.0.1 8080
        web/server no tcp:8080 - - /mnt/bin/packet serve 8080 /mnt/up
        E
        processes start /mnt/lab
        until processes list lab | grep 'client ended'; do :; done
        logs lab web/client
        processes start /mnt/lab
        processes stop lab
        remains
        """,
        "start web/client",
        "start web/server",
        "start: 0",
        "web/client ended - 1 status:0",
        "::ffff:127.0.0.1",
        "start: 0",
        "stop: 0");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "exec web :echo first; echo why >&2; exit 3 | exec 1 of web: 'sh -c echo first; echo why >&2;"
            + " exit 3' ended with status 3: why",
        "web/x no tcp:80 - - :echo no luck; exit 4 | web/x: ended with status 4 before it was ready:"
            + " no luck",
        "web/x no - - - /nope | cannot start process web/x: failed to execute /nope: No such file or"
            + " directory",
        "web/x always - - - /etc/passwd | cannot start process web/x: failed to execute /etc/passwd:"
            + " Permission denied",
        "web/x no - - nosuch true | process web/x: no user 'nosuch'",
        "web/x no - web/y - true | process web/x: no process web/y to come after",
        "web/x no - web/x - true | process web/x is to come after itself, by way of others",
        "web/x no udp:1 - - true | process web/x: 'ready' is tcp:PORT, not udp:1",
        "none/x no - - - true | no network namespace 'none'",
      })
  void what_fails_leaves_nothing(String line, String message) {
    prints(
        """
        lab <<'E'
        web/before no - - - sleep 76543
        %s
        E
        processes start /mnt/lab
        processes list lab
        remains
        processes stop lab
        remains
        """
            .formatted(line),
        "nsjava: " + message,
        "start: 1",
        "list: 0",
        "stop: 0");
  }

  private static final String STUBBORN =
      """
      cat >/mnt/stubborn <<'E'
      trap '' TERM
      cat >/mnt/deep <<'D'
      sleep 76543 & echo >/mnt/fifo; wait
      D
      (setsid sh -c '(setsid sh /mnt/deep &)' &)
      sleep 76543 & echo >/mnt/fifo; wait
      E
      lab <<'E'
      web/stubborn no - - - sh /mnt/stubborn
      E
      processes start /mnt/lab; await; await; both
      """;

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void who_ignores_that_it_is_to_end_is_killed_with_all_its_descendants() {
    prints(STUBBORN + "processes stop lab; remains", "start web/stubborn", "start: 0", "stop: 0");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void also_where_there_are_no_cgroups() {
    prints(
        "umount -l /sys/fs/cgroup || mount -t tmpfs none /sys/fs/cgroup\n"
            + STUBBORN
            + "processes stop lab; remains",
        "start web/stubborn",
        "start: 0",
        "stop: 0");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void the_rest_is_found_when_the_supervisor_was_killed() {
    prints(
        STUBBORN
            + """
            kill -9 $(supervisor web/stubborn)
            while supervisor web/stubborn >/mnt/out; do :; done
            processes list lab
            processes stop lab
            remains
            """,
        "start web/stubborn",
        "start: 0",
        "web/stubborn lost - 1 -",
        "list: 0",
        "stop: 0");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void the_rest_is_found_when_the_files_are_gone_too() {
    prints(
        STUBBORN + "rm -r /run/nsjava; processes list lab; processes stop lab; remains",
        "start web/stubborn",
        "start: 0",
        "web/stubborn lost - 0 -",
        "list: 0",
        "stop: 0");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void what_was_lost_is_started_again_after_its_rest_was_ended() {
    prints(
        STUBBORN
            + """
            kill -9 $(supervisor web/stubborn)
            while supervisor web/stubborn >/mnt/out; do :; done
            processes start /mnt/lab; await; await; both
            processes stop lab
            remains
            """,
        "start web/stubborn",
        "start: 0",
        "start web/stubborn",
        "start: 0",
        "stop: 0");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void what_changed_is_restarted_and_what_is_not_wanted_ends() {
    prints(
        """
        lab <<'E'
        web/a no - - - sleep 76543
        web/b no - - - sleep 76543
        web/c no - - - sleep 76543
        E
        processes start /mnt/lab
        a=$(supervisor web/a) b=$(supervisor web/b)
        lab <<'E'
        web/a no - - - sleep 76543
        web/b always - - - sleep 76543
        E
        processes changes /mnt/lab
        processes start /mnt/lab
        test $a = $(supervisor web/a) && test $b != $(supervisor web/b) && echo so
        ip netns del web; ip netns add web
        processes start /mnt/lab
        processes list lab
        processes stop lab
        remains
        """,
        "start web/a",
        "start web/b",
        "start web/c",
        "start: 0",
        "end web/c",
        "restart web/b",
        "changes: 0",
        "end web/c",
        "restart web/b",
        "start: 0",
        "so",
        "restart web/a",
        "restart web/b",
        "start: 0",
        "web/a running pid 1 -",
        "web/b running pid 1 -",
        "list: 0",
        "stop: 0");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "mkdir -p /run/nsjava /mnt/x; ln -s /mnt/x /run/nsjava/lab |"
            + " /run/nsjava/lab is no directory of ours alone",
        "mkdir -p /run/nsjava/lab; chmod 770 /run/nsjava/lab |"
            + " /run/nsjava/lab is no directory of ours alone",
        "mkdir -p /run/nsjava/lab; chmod 700 /run/nsjava/lab; chown 54321 /run/nsjava/lab |"
            + " /run/nsjava/lab is no directory of ours alone",
        "mkdir -m 777 /run/nsjava | /run/nsjava is no directory of ours alone",
      })
  void a_directory_of_others_is_not_used(String before, String message) {
    prints(
        before
            + """

            echo 'web/a no - - - sleep 76543' | lab
            processes start /mnt/lab
            processes stop lab
            ls /mnt/x 2>/dev/null
            sleeping
            """,
        "nsjava: " + message,
        "start: 1",
        "nsjava: " + message,
        "stop: 1",
        "0");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void what_is_printed_is_bounded() {
    prints(
        """
        echo 'web/a no - - - :yes 0123456789 | head -n 400000; echo last; echo >/mnt/fifo; sleep 76543' | lab
        processes start /mnt/lab; await
        until logs lab web/a | tail -n 1 | grep -x last; do :; done
        for f in log old; do test $(stat -c %s /run/nsjava/lab/web.a.$f) -le 1048576 && echo small; done
        logs lab | grep -cv '^web/a  0123456789$' || :
        processes stop lab
        remains
        """,
        "start web/a", "start: 0", "last", "small", "small", "2", "stop: 0");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void what_is_printed_is_followed_until_all_ends() {
    prints(
        """
        mkfifo /mnt/say; exec 8<>/mnt/say
        echo 'web/a no - - - :echo one; exec cat /mnt/say' | lab
        processes start /mnt/lab; >/mnt/followed
        logs lab --follow >/mnt/followed & p=$!
        until grep -q one /mnt/followed; do :; done
        echo two >&8
        until grep -q two /mnt/followed; do :; done
        processes stop lab
        wait $p; echo $?
        cat /mnt/followed
        """,
        "start web/a",
        "start: 0",
        "stop: 0",
        "0",
        "web/a  one",
        "web/a  two");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void who_asked_goes_away_before_all_is_ready() {
    prints(
        """
        lab <<'E'
        web/a always - - - :echo >/mnt/fifo; exec sleep 76543
        web/b always tcp:80 web/a - :echo >/mnt/fifo; exec sleep 76543
        E
        processes start /mnt/lab & await; await
        kill -TERM $(pgrep -f 'bin/nsjava start'); wait $!
        while ps -eo stat,comm | grep -q '^[^Z].* java$'; do :; done # its words go first
        remains
        """,
        "Terminated",
        "start: 143");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_supervisor_leaves_the_callers_words_and_files() {
    prints(
        """
        echo 'web/a no - - - sleep 76543' | lab
        SECRET=x; export SECRET
        processes start /mnt/lab
        s=$(supervisor web/a)
        tr '\\0' ' ' </proc/$s/environ | grep -c SECRET
        for f in 0 1 2; do readlink /proc/$s/fd/$f; done
        ls -l /proc/$s/fd | grep -c 'socket\\|memfd\\|netns'
        ps -o ppid=,tty=,comm= $s
        processes stop lab
        """,
        "start web/a",
        "start: 0",
        "0",
        "/dev/null",
        "/dev/null",
        "/dev/null",
        "0",
        "      1 ?        nsjava",
        "stop: 0");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void nothing_that_is_printed_speaks_to_the_terminal() {
    prints(
        """
        lab <<'E'
        web/a no - - - :printf "a\\033[31mb\\tc\\n"; printf half; echo >/mnt/fifo; exec sleep 76543
        E
        processes start /mnt/lab; await
        /usr/bin/script -qc "stty cols 80; $NSJAVA net logs lab" /mnt/typed </dev/null | tr -d '\\r'
        logs lab | grep -c "$(printf '^web/a  a\\033.31mb\\tc$')"
        processes stop lab
        """,
        "start web/a",
        "start: 0",
        "web/a  a\\033[31mb\tc",
        "web/a  half",
        "1",
        "stop: 0");
  }

  /** What {@code net up} and {@code net down} make of it. */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_topology_goes_up_with_its_processes_and_down_without_a_trace() {
    prints(
        """
        net() { $NSJAVA net "$@"; echo "$1: $?"; }
        cat >/mnt/lab.yaml <<'E'
        name: lab
        namespaces:
          a: {join: br0, exec: [[sh, -c, "echo once >>/mnt/once"]]}
          b:
            join: br0
            run:
              web: {cmd: [/mnt/bin/packet, serve, "80", /mnt/up], ready: tcp:80, restart: always, after: [job]}
              job: {cmd: ["true"]}
        bridges: {br0: {subnet: 10.0.0.0/24}}
        E
        net up /mnt/lab.yaml | tail -n 1
        $NSJAVA net exec a /mnt/bin/packet get 10.0.0.2 80
        net up /mnt/lab.yaml
        cat /mnt/once
        sed -i 's/serve, "80"/serve, "81"/; s/tcp:80/tcp:81/' /mnt/lab.yaml
        net plan /mnt/lab.yaml
        net up /mnt/lab.yaml | tail -n 1
        $NSJAVA net exec a /mnt/bin/packet get 10.0.0.2 81
        net down lab | tail -n 1
        remains
        """,
        "up: 0",
        "::ffff:10.0.0.1",
        "'lab' is up already: nothing to change",
        "up: 0",
        "once",
        "~ restart b/web",
        "plan: 2",
        "up: 0",
        "::ffff:10.0.0.1",
        "down: 0");
  }
}
