package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that {@code nsjava compile} makes. */
@KernelTest
class CompileIT {

  private static final String SCENE =
      """
      nsjava() { %s "$@"; }
      compile() { nsjava compile -o "$@"; }
      """
          .formatted(Tool.LAUNCHER.inShell());

  private static Result run(String script) {
    return Caller.ROOT.run(Tool.SHELL, SCENE + script);
  }

  private static void prints(String script, String... lines) {
    Result result = run(script);
    assertThat(result.err()).isEmpty();
    assertThat(result.lines()).containsExactly(lines);
  }

  @Test
  void what_is_given_follows_what_was_compiled_in() {
    prints(
        """
        compile box unshare --uts sh -c 'hostname box; hostname; echo $0 "$@"' zero one
        ./box 'a  b' -c; hostname | grep -c box
        compile any unshare --uts
        ./any echo a -b; ./any sh -c 'exit 3'; echo $?
        ./any ./nosuch 2>&1; echo $?
        echo 'echo $0' | ./any
        compile some unshare --uts -- echo
        ./some -n x; echo
        """,
        "box",
        "zero one a  b -c",
        "0",
        "a -b",
        "3",
        "any: failed to execute ./nosuch: No such file or directory",
        "127",
        "-sh",
        "x");
  }

  /** Nothing of an installation, no proc, no library. */
  @Test
  void it_needs_nothing() {
    prints(
        """
        mkdir empty; compile empty/box unshare --uts --ipc ./self; cp /mnt/bin/probe empty/self
        compile empty/again unshare --uts
        stat -c %a empty/box; [ $(stat -c %s empty/box) -lt 100000 ] && echo small
        cd empty; env -i unshare -R . /again /box 2>&1 | head -1 | cut -c1-4
        """,
        "755", "small", "argv");
  }

  @Test
  void it_enters_and_is_like_a_target() {
    prints(
        """
        unshare -u sh -c 'hostname inside; exec sleep 100' & pid=$!
        until grep -q sleep /proc/$pid/comm; do :; done
        compile in enter -t $pid -u; ./in hostname
        compile like enter --like -t $pid sh -c 'hostname; readlink /proc/$$/exe'; ./like
        kill $pid; wait 2>/dev/null
        ./in hostname 2>&1 | sed s/$pid/PID/; ./like 2>&1 | sed s/$pid/PID/
        """,
        "inside",
        "inside",
        "/usr/bin/dash",
        "in: cannot open /proc/PID/ns/uts: No such file or directory",
        "hint: there is no process PID",
        "like: failed to obtain a valid file descriptor for PID PID: No such process",
        "hint: another process has this PID now, or none");
  }

  @Test
  void a_named_network_is_looked_up_when_it_runs() {
    prints(
        """
        mount -t tmpfs run /run; ip netns add lab
        compile lab net exec lab
        compile lo net exec lab ip -br link show
        ip netns del lab; ./lo 2>&1
        ip netns add lab; ./lo lo | cut -d' ' -f1; ./lab ip -o link | cut -d: -f2
        ./lab 2>&1; echo $?
        """,
        "lo: cannot open /run/netns/lab: No such file or directory",
        "lo",
        " lo",
        "lab: no program given",
        "1");
  }

  @Test
  void who_runs_it_must_be_who_it_was_compiled_for_where_that_matters() {
    prints(
        """
        chmod 755 .; compile me unshare -c id -u; compile root unshare -r id -u
        ./me; ./root
        as="setpriv --reuid 54321 --regid 54321 --clear-groups"
        $as ./root; $as ./me 2>&1; echo $?
        """,
        "0",
        "0",
        "0",
        "me: compiled for another euid: compile it again",
        "1");
  }

  @Test
  void its_plan_is_shown() {
    prints(
        """
        compile box unshare -rpf --mount-proc sh -c 'echo  hi'
        nsjava explain ./box
        compile any unshare --uts; nsjava explain $PWD/any
        cp any cut; truncate -s 60000 cut; nsjava explain ./cut 2>&1
        nsjava explain /etc/passwd 2>&1; nsjava explain ./nosuch 2>&1; nsjava explain . 2>&1 | head -1
        """,
        "unshare      user,pid,mnt",
        "fork         hold",
        "id-map       uid 0:euid:1",
        "setgroups    deny",
        "id-map       gid 0:egid:1",
        "propagation  private",
        "mount        proc /proc proc nosuid,noexec,nodev",
        "exec         sh -c 'echo  hi'",
        "unshare      uts",
        "exec         PROGRAM",
        "# without a program: a login shell",
        "nsjava: ./cut was not made by nsjava compile",
        "nsjava: /etc/passwd was not made by nsjava compile",
        "nsjava: cannot read ./nosuch: No such file or directory",
        "nsjava: cannot explain '.'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "unshare true | no output given: -o FILE",
        "-o x | no command to compile",
        "-o x ls | cannot compile 'ls'",
        "-o x net ls | cannot compile 'net'",
        "-o x unshare --wrong | unrecognized option '--wrong'",
        "-o x enter | no target specified: --target PID, or a NAME before the program",
        "-o x net exec --all true | cannot compile what depends on what there is now: --all",
        "-o x --arch sparc unshare | unknown architecture 'sparc': aarch64, riscv64, x86_64",
        "-o x -a '' unshare | unknown architecture '': aarch64, riscv64, x86_64",
        "-o x net exec --all | cannot compile what depends on what there is now: --all",
        "-o dir unshare | cannot write dir: Is a directory",
        "-o /dev/null unshare | /dev/null is no regular file",
        "-o link unshare | link is no regular file",
        "-o nosuch/x unshare | cannot write nosuch/x: No such file or directory",
        "-o file/x unshare | cannot write file/x: Not a directory",
        "-o ro/x unshare | cannot write ro/x: Read-only file system"
      })
  void what_cannot_be_is_said_and_nothing_is_made(String words, String message) {
    Result result =
        run(
            """
            mount -t tmpfs run /run; ln -s file link; mkdir ro; mount -t tmpfs -o ro ro ro
            nsjava compile %s; echo $?; ls -A | tr '\n' ' '; [ -c /dev/null ] && cat file
            """
                .formatted(words));
    assertThat(result.err().lines().findFirst()).contains("nsjava: " + message);
    assertThat(result.lines()).containsExactly("1", "bin dir file home link ro content");
  }

  @Test
  void one_that_runs_is_replaced_and_a_full_disk_leaves_the_old() {
    prints(
        """
        compile box unshare --uts
        ./box sleep 100 & pid=$!
        until grep -q sleep /proc/$pid/comm; do :; done
        compile box unshare --ipc; nsjava explain ./box | head -1
        kill $pid; wait 2>/dev/null
        mkdir small; mount -t tmpfs -o size=120k small small; compile small/box unshare --uts
        compile small/box unshare --ipc 2>&1
        (ulimit -f 9; compile small/box unshare --ipc 2>&1)
        nsjava explain small/box | head -1; ls -A small
        """,
        "unshare      ipc",
        "nsjava: cannot write small/box: No space left on device",
        "nsjava: cannot write small/box: File too large",
        "unshare      uts",
        "box");
  }
}
