package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code net exec}, beside {@code ip netns exec}. */
@KernelTest
class NetExecIT {

  /** Names and an /etc of the test's own; {@code ns} and {@code ip} are to be compared. */
  static final String SCENE =
      """
      set -e
      mount -t tmpfs run /run
      mkdir /mnt/etc
      cp -a /etc/passwd /etc/group /etc/hosts /etc/nsswitch.conf /etc/ld.so.cache /mnt/etc
      mount --bind /mnt/etc /etc
      ip netns add blue
      ip -n blue link add v0 type veth peer name v1
      mkdir -p /etc/netns/blue
      set +e
      export NSJAVA=%s
      ns() { $NSJAVA net exec "$@"; }
      ipns() { ip netns exec "$@"; }
      """
          .formatted(Fixtures.NSJAVA);

  private static Result in(Caller caller, String script) {
    return caller.run(Tool.SHELL, SCENE + script);
  }

  private static Result run(String script) {
    return in(Caller.ROOT, script);
  }

  private static void prints(String script, String... lines) {
    Result result = run(script);
    assertThat(result.err()).isEmpty();
    assertThat(result.lines()).containsExactly(lines);
    assertThat(result.end()).isEqualTo("exit 0");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "blue ls /sys/class/net",
        "blue readlink /proc/self/ns/net",
        "blue sh -c 'echo out; echo err >&2; exit 7'",
        "blue sh -c 'kill -9 $$'",
        "blue cat",
        "blue probe args -x --all -- ''",
        "blue pwd",
        "blue env",
        "blue id",
        "blue getent hosts lab",
        "blue cat /etc/fstab",
        "--all ls /sys/class/net",
        "--all sh -c 'exit 3'",
        "--all nope",
      })
  void the_same_as_ip(String words) {
    String scene = "echo 10.9.9.9 lab >/etc/netns/blue/hosts; ip netns add green; unset _\n";
    String ip = words.startsWith("--all") ? "ip -all netns exec" + words.substring(5) : null;

    Result theirs = run(scene + (ip == null ? "ipns " + words : ip) + " <<E\ntext\nE\n");
    Result ours = run(scene + "ns " + words + " <<E\ntext\nE\n");

    assertThat(ours.out()).isEqualTo(theirs.out());
    assertThat(ours.end()).isEqualTo(theirs.end());
  }

  @Test
  void what_one_makes_the_other_runs_in() {
    prints(
        """
        $NSJAVA net add ours && ip netns exec ours readlink /proc/self/ns/net >/mnt/1
        ns ours readlink /proc/self/ns/net | cmp - /mnt/1 && echo same
        ipns blue $NSJAVA net exec ours readlink /proc/self/ns/net | cmp - /mnt/1 && echo same
        ns blue ip netns exec ours readlink /proc/self/ns/net | cmp - /mnt/1 && echo same
        ns blue ip netns exec ours ls /sys/class/net
        """,
        "same",
        "same",
        "same",
        "lo");
  }

  @Test
  void the_real_cgroups_stay_visible() {
    prints(
        """
        list() { $1 $2 findmnt -rno TARGET,FSTYPE,OPTIONS -R /sys/fs/cgroup; }
        list >/mnt/outside; test -s /mnt/outside || echo no cgroups
        list 'ns blue' | cmp - /mnt/outside && echo same
        s='stat -c %d:%i /sys/fs/cgroup'; test "$($s)" = "$(ns blue $s)" && echo same
        """,
        "same", "same");
  }

  @Test
  void what_is_mounted_below_sys_stays_with_what_is_mounted_there() {
    prints(
        """
        mount -t tmpfs 1 /sys/fs/cgroup; mkdir /sys/fs/cgroup/sub
        mount -t tmpfs 2 /sys/fs/cgroup/sub; touch /sys/fs/cgroup/sub/deep
        mount -t tmpfs 3 /sys/fs/bpf; touch /sys/fs/bpf/program
        echo 42 >/mnt/42; mount --bind /mnt/42 /sys/kernel/profiling 2>/dev/null ||
          mount --bind /mnt/42 /sys/kernel/uevent_seqnum
        ns blue sh -c 'ls /sys/fs/cgroup/sub /sys/fs/bpf; cat /sys/kernel/profiling \
            /sys/kernel/uevent_seqnum 2>/dev/null | grep -cx 42; ls /sys/class/net'
        ns blue $NSJAVA net exec blue ls /sys/fs/bpf
        ns blue $NSJAVA net exec blue grep -c ' /sys ' /proc/self/mountinfo
        """,
        "/sys/fs/bpf:",
        "program",
        "",
        "/sys/fs/cgroup/sub:",
        "deep",
        "1",
        "lo",
        "v0",
        "v1",
        "program",
        "1");
  }

  @Test
  void flags_of_sys_stay() {
    prints(
        """
        mount -o remount,bind,ro,nosuid,nodev,noexec /sys
        ns blue findmnt -no VFS-OPTIONS /sys
        ns blue ls /sys/class/net
        """,
        "ro,nosuid,nodev,noexec,relatime",
        "lo",
        "v0",
        "v1");
  }

  @Test
  void a_sys_that_is_no_mount_and_none_at_all() {
    prints(
        """
        umount -l /sys
        ns blue ls /sys/class/net
        mount -t tmpfs root /mnt/dir
        for d in bin lib lib64 usr etc proc run dev; do
          test -e /$d || continue
          mkdir /mnt/dir/$d; mount --rbind /$d /mnt/dir/$d
        done
        trees=${NSJAVA%/*/bin/nsjava}
        mkdir /mnt/dir/srv; mount --bind $trees /mnt/dir/srv
        chroot /mnt/dir /srv${NSJAVA#$trees} net exec blue readlink /proc/self/ns/net
        """,
        "lo", "v0", "v1", "net:[new]");
  }

  @Test
  void mounts_come_in_and_do_not_go_out() {
    prints(
        """
        mkdir /mnt/in /mnt/out; mount -t tmpfs shared /mnt/in; mount --make-shared /mnt/in
        mkdir /mnt/in/below; mkfifo /mnt/go /mnt/done
        ns blue sh -c 'mount -t tmpfs x /mnt/out; echo >/mnt/go; read x </mnt/done
            test -e /mnt/in/below/file && echo came' &
        read x </mnt/go
        mountpoint -q /mnt/out || echo not out
        mount -t tmpfs y /mnt/in/below; touch /mnt/in/below/file
        echo >/mnt/done
        wait
        """,
        "not out",
        "came");
  }

  /** Root in a user namespace, whose network namespace is its own: it may mount sysfs. */
  @Test
  void in_a_user_namespace() {
    prints(
        "unshare -Urn sh -c '$NSJAVA net exec $$ ls /sys/class/net /sys/fs/cgroup/nope 2>&1 | head -3'",
        "ls: cannot access '/sys/fs/cgroup/nope': No such file or directory",
        "/sys/class/net:",
        "lo");
  }

  /** Where parts of /sys are masked, as in containers, the kernel gives a user namespace none. */
  @Test
  void where_sysfs_may_not_be_mounted_sys_stays() {
    prints(
        """
        mount -t tmpfs mask /sys/firmware; touch /sys/firmware/mask
        unshare -Urnm sh -c 'mount -t tmpfs run /run; ip netns add x
            ip netns exec x true 2>/dev/null || echo ip cannot
            $NSJAVA net exec x ls /sys/firmware'
        """,
        "ip cannot",
        "mask");
  }

  @Test
  void files_of_the_namespace() {
    prints(
        """
        echo nameserver 10.0.0.1 >/etc/netns/blue/resolv.conf
        echo 10.9.9.9 lab >/etc/netns/blue/hosts
        mkdir /etc/netns/blue/dir /etc/dir; touch /etc/netns/blue/dir/inside
        mkdir -p /run/systemd/resolve; echo stub >/run/systemd/resolve/stub-resolv.conf
        ln -s ../run/systemd/resolve/stub-resolv.conf /etc/resolv.conf
        ns blue cat /etc/resolv.conf
        ns blue getent hosts lab
        ns blue ls /etc/dir
        ns /run/netns/blue cat /etc/resolv.conf
        ns /var/run/../../run/netns/blue cat /etc/resolv.conf
        ns host cat /etc/resolv.conf
        cat /etc/resolv.conf
        """,
        "nameserver 10.0.0.1",
        "10.9.9.9        lab",
        "inside",
        "nameserver 10.0.0.1",
        "stub",
        "stub",
        "stub");
  }

  @Test
  void names_that_are_no_text() {
    prints(
        """
        name=$(printf 'bl\\374')
        ip netns add "$name"; mkdir "/etc/netns/$name"
        echo it >"/etc/netns/$name/$name"; touch "/etc/$name"
        ns "$name" cat "/etc/$name"
        """,
        "it");
  }

  @Test
  void a_file_that_etc_does_not_have_is_told_and_the_program_runs() {
    Result result =
        run(
            """
            echo a >/etc/netns/blue/missing; ln -s nowhere /etc/dangling
            ns blue echo ran
            rm /etc/netns/blue/missing; echo b >/etc/netns/blue/dangling
            ns blue echo ran
            """);

    assertThat(result.lines()).containsExactly("ran", "ran");
    assertThat(result.err().lines())
        .containsExactly(
            "nsjava: cannot bind /etc/netns/blue/missing on /etc/missing: No such file or directory",
            "hint: the file must exist in /etc before: make it, for example with touch",
            "nsjava: cannot bind /etc/netns/blue/dangling on /etc/dangling: Too many levels of"
                + " symbolic links",
            "hint: the name in /etc is a link that leads nowhere");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "chmod 775 /etc/netns/blue, blue",
    "chmod 777 /etc/netns, ''",
    "chown 54321 /etc/netns/blue, blue",
    "rmdir /etc/netns/blue; mkdir -m 777 /mnt/x; ln -s /mnt/x /etc/netns/blue, x"
  })
  void files_that_others_may_write_are_refused(String change, String where) {
    Result result = run(change + "; ns blue echo ran");

    assertThat(result.end()).isEqualTo("exit 1");
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .matches("nsjava: /\\S+ may be written by others than who owns /etc\n")
        .contains(where + " may");
  }

  @Test
  void a_process_a_path_and_the_host() {
    prints(
        """
        mkfifo /mnt/go
        (exec $NSJAVA net exec blue sh -c 'echo >/mnt/go; exec sleep infinity') & p=$!
        read x </mnt/go
        ns $p ls /sys/class/net
        ns /proc/$p/ns/net readlink /proc/self/ns/net
        ns host readlink /proc/self/ns/net
        ns host readlink /proc/self/ns/mnt >/mnt/1; readlink /proc/$$/ns/mnt | cmp - /mnt/1
        kill $p
        """,
        "lo",
        "v0",
        "v1",
        "net:[new]",
        "net:[outside]");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "blue nope, exit 127, failed to execute nope: No such file or directory",
    "blue not-executable, exit 126, failed to execute not-executable: Permission denied",
    "green true, exit 1, no network namespace 'green'",
    "/nope true, exit 1, cannot open /nope: No such file or directory",
    "4000000 true, exit 1, no process '4000000'",
    "a/b true, exit 1, cannot open a/b: No such file or directory",
    "/dev/null true, exit 1, /dev/null is no network namespace",
    "/proc/self/ns/uts true, exit 1, /proc/self/ns/uts is no network namespace",
    "-u nope blue true, exit 1, no user 'nope'",
    "-u 777 blue true, exit 1, 'no user has the number 777: name a group too, USER:GROUP'",
    "-u ada:nope blue true, exit 1, no group 'nope'",
    "-u ada: blue true, exit 1, no group ''",
    "--, exit 1, missing NS",
    "blue, exit 1, missing PROGRAM",
    "blue --, exit 1, missing PROGRAM",
    "--all, exit 1, missing PROGRAM",
    "--nope blue true, exit 1, unrecognized option '--nope'",
  })
  void mistakes(String words, String end, String message) {
    Result result = run("ns " + words);

    assertThat(result.end()).isEqualTo(end);
    assertThat(result.err()).startsWith("nsjava: " + message + "\n");
    assertThat(result.out()).isEmpty();
  }

  /** Of the users in {@link Fixtures}. */
  @Test
  void as_another_user() {
    prints(
        """
        me='id -u; id -g; id -G; echo $HOME $USER $LOGNAME; grep CapEff /proc/self/status'
        ns -u bob blue sh -c "$me"
        ns --user=54322:ada blue sh -c "$me"
        HOME=/root ns -u 777:54329 host sh -c "$me"
        env -i $NSJAVA net exec -u bob blue /usr/bin/env
        """,
        "54322",
        "54322",
        "54322 54329",
        "/mnt/home bob bob",
        "CapEff:\t0000000000000000",
        "54322",
        "54321",
        "54321 54329",
        "/mnt/home bob bob",
        "CapEff:\t0000000000000000",
        "777",
        "54329",
        "54329",
        "/root",
        "CapEff:\t0000000000000000",
        "LOGNAME=bob",
        "USER=bob",
        "HOME=/mnt/home");
  }

  /** Where other databases than the files are asked, the C library is. */
  @Test
  void as_a_user_of_whom_the_library_knows() {
    prints(
        """
        printf 'passwd: compat\\ngroup: compat\\n' >/etc/nsswitch.conf
        ns -u bob blue sh -c 'id -G; echo $HOME'
        ns -u 54323 blue sh -c 'id -G; echo $HOME $USER'
        """,
        "54322 54329",
        "/mnt/home",
        "54323",
        "/mnt/home cyd");
  }

  @Test
  void without_the_rights_to() {
    String ada = "exec setpriv --reuid 54321 --clear-groups " + Fixtures.NSJAVA + " net exec ";

    assertThat(run(ada + "blue true").err())
        .startsWith("nsjava: reassociate to namespace 'ns/net' failed: Operation not permitted\n")
        .contains("hint: this needs CAP_SYS_ADMIN in the user namespace");
    assertThat(run(ada + "-u bob host true").err())
        .startsWith("nsjava: setgroups failed: Operation not permitted\nhint: ")
        .contains("CAP_SETGID");
    assertThat(run(ada + "1 true").err())
        .isEqualTo(
            """
            nsjava: cannot open /proc/N/ns/net: Permission denied
            hint: you may not look into that process: run as root (sudo)
            """);
  }

  @Test
  void groups_that_a_user_namespace_does_not_have() {
    Result result = run("unshare -Ur $NSJAVA net exec -u bob host true");

    assertThat(result.end()).isEqualTo("exit 1");
    assertThat(result.err()).startsWith("nsjava: setgroups failed: ").contains("\nhint: ");
  }

  @Test
  void all_go_on_after_what_fails() {
    Result result = run("touch /run/netns/junk; ns --all sh -c 'echo ran; kill $$'; echo $?");

    assertThat(result.lines())
        .containsExactlyInAnyOrder("", "netns: junk", "", "netns: blue", "ran", "0");
    assertThat(result.err())
        .startsWith("nsjava: reassociate to namespace 'ns/net' failed: Invalid argument\nhint: ");
  }

  @Test
  void all_of_none() {
    prints("ip netns del blue; ns --all echo ran; echo $?", "0");
  }

  @Test
  void the_launcher_becomes_the_program_and_leaves_nothing_open() {
    List<String> lines =
        run("echo $$; exec $NSJAVA net exec -u bob blue sh -c 'echo $$; ls /proc/$$/fd'").lines();

    assertThat(lines.subList(1, lines.size())).containsExactly(lines.getFirst(), "0", "1", "2");
  }

  @Test
  void explained() {
    Result result =
        run(
            """
            echo nameserver 10.0.0.1 >/etc/netns/blue/resolv.conf; touch /run/resolv.conf
            ln -s ../run/resolv.conf /etc/resolv.conf
            $NSJAVA explain net exec -u bob blue ls -l
            $NSJAVA explain net exec --all true
            """);

    assertThat(result.out())
        .isEqualTo(
            """
            never-keep
            open         net /run/netns/blue
            enter        net
            unshare      mnt
            propagation  slave
            sysfs        blue
            bind         /etc/netns/blue/resolv.conf /run/resolv.conf
            groups       54322,54329
            setgid       54322
            setuid       54322
            set-env      HOME=/mnt/home
            set-env      USER=bob
            set-env      LOGNAME=bob
            exec         ls -l
            never-keep
            each         $'\\012netns: blue\\012' 7
            open         net /run/netns/blue
            enter        net
            unshare      mnt
            propagation  slave
            sysfs        blue
            bind         /etc/netns/blue/resolv.conf /run/resolv.conf
            exec         true
            exit         0
            """);
    assertThat(result.err()).isEmpty();
    assertThat(List.of(result.end())).containsExactly("exit 0");
  }
}
