package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names of network namespaces, where {@code ip netns} is no model of {@code nsjava net}: see {@link
 * NetnsDifferentialIT} for the rest. In namespaces of their own, with a /run of their own.
 */
@KernelTest
@Tag("not-sanitized")
class NetNamesIT {

  private static final String SCENE =
      """
      mount -t tmpfs none /run || exit 99
      nsjava=$1 thread=$2
      net() { $nsjava net "$@"; }
      mounts() { sed -n 's/^[0-9]* [0-9]* [0-9:]* [^ ]* \\(\\/run\\/netns[^ ]*\\) .*/\\1/p' /proc/self/mountinfo; }
      exec 2>&1
      """;

  /** What a script prints, on both outputs. */
  private static String run(String script) throws Exception {
    String thread = Fixtures.OUTSIDE + "/bin/thread";
    Process shell =
        new ProcessBuilder(
                "unshare", "-mn", "sh", "-c", SCENE + script, "sh", Fixtures.NSJAVA, thread)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    shell.getOutputStream().close();
    String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    shell.waitFor();
    return out;
  }

  @Test
  void who_has_no_rights_is_told_what_to_do() throws Exception {
    String out =
        run(
            """
            user() { setpriv --reuid=65432 --regid=65432 --clear-groups "$@"; }
            root="run as root (sudo), or as root of namespaces of your own"
            for what in 'add a' 'connect a b' 'nat add 10.0.0.0/24' 'publish 80:a:80' 'down lab'; do
              user $nsjava net $what 2>&1 | grep -c "^hint: networks are changed by root: $root"
            done
            net add a
            user $nsjava net del a b 2>&1 | grep -c "^hint: .* $root"
            user $nsjava unshare -rmn $nsjava net add b
            user $nsjava unshare -rmn sh -c "mount -t tmpfs run /run && $nsjava net add b && ls /run/netns"
            net del missing
            """);

    assertThat(out)
        .isEqualTo(
            """
            1
            1
            1
            1
            1
            1
            nsjava: /run/netns belongs to another user, or others may write to it: not safe to change
            hint: root of a user namespace may not change the machine's files: mount others over them before (mount -t tmpfs run /run)
            b
            nsjava: no network namespace 'missing'
            """);
  }

  @Test
  void what_ip_makes_is_entered_and_deleted() throws Exception {
    String out =
        run(
            """
            ip netns add a
            [ "$($nsjava enter a readlink /proc/self/ns/net)" = "$(ip netns exec a readlink /proc/self/ns/net)" ] &&
              echo same
            net del a; ls /run/netns; ip netns
            """);

    assertThat(out).isEqualTo("same\n");
  }

  @Test
  void what_we_make_ip_enters_and_deletes() throws Exception {
    String out =
        run(
            """
            net add a
            [ "$($nsjava enter a readlink /proc/self/ns/net)" = "$(ip netns exec a readlink /proc/self/ns/net)" ] &&
              echo same
            ip netns del a; net ls; mounts
            """);

    assertThat(out).isEqualTo("same\n/run/netns\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mount --make-shared /run", "mkdir /run/netns"})
  void sixteen_add_different_names_at_once(String scene) throws Exception {
    String out =
        run(
            scene
                + """

                  for i in $(seq 16); do net add n$i & done; wait
                  net ls | wc -l; mounts | grep -cx /run/netns; mounts | grep -c /run/netns/n
                  for i in $(seq 16); do net del n$i & done; wait
                  net ls; mounts
                  """);

    assertThat(out).isEqualTo("16\n1\n16\n/run/netns\n");
  }

  @Test
  void of_sixteen_that_add_one_name_one_succeeds() throws Exception {
    String out = run("for i in $(seq 16); do net add n && echo made & done; wait; net ls; mounts");

    assertThat(out.lines().filter("made"::equals)).hasSize(1);
    assertThat(out.lines().filter("nsjava: network namespace 'n' exists already"::equals))
        .hasSize(15);
    assertThat(out).endsWith("\nn\n/run/netns\n/run/netns/n\n");
  }

  @Test
  void ours_and_ips_at_once() throws Exception {
    String out =
        run(
            """
            for i in $(seq 8); do net add n$i & ip netns add i$i & done; wait
            net ls | wc -l; mounts | grep -cx /run/netns; mounts | wc -l
            """);

    assertThat(out).isEqualTo("16\n1\n17\n");
  }

  @Test
  void several_are_added_or_none() throws Exception {
    String out = run("net add a b; net add c b d; echo $?; net ls; mounts | wc -l");

    assertThat(out).isEqualTo("nsjava: network namespace 'b' exists already\n1\nb\na\n3\n");
  }

  @Test
  void a_bad_name_is_found_before_anything_is_done() throws Exception {
    assertThat(run("net add a b/c; ls /run; net add a; net del a b/c; net ls"))
        .isEqualTo(
            """
            nsjava: invalid network namespace name 'b/c'
            nsjava: invalid network namespace name 'b/c'
            a
            """);
  }

  @Test
  void what_cannot_be_deleted_is_no_obstacle() throws Exception {
    assertThat(run("net add lab b; net del lob lab b; echo $?; net ls"))
        .isEqualTo("nsjava: no network namespace 'lob' (did you mean 'lab'?)\n1\n");
    assertThat(run("net add a b; mkdir /run/netns/d; net del --all; echo $?; net ls"))
        .isEqualTo("nsjava: cannot remove network namespace 'd': Is a directory\n1\nd\n");
  }

  @Test
  void kill_ends_who_is_inside() throws Exception {
    String out =
        run(
            """
            net add a b
            mkfifo /run/ready; exec 3<>/run/ready
            ip netns exec a sh -c 'echo ready; exec sleep infinity' >&3 & one=$!
            ip netns exec a $thread >&3 & two=$!
            ip netns exec b sh -c 'echo ready; exec sleep infinity' >&3 & other=$!
            read -r line <&3; read -r line <&3; read -r line <&3
            [ "$(net pids a)" = "$(printf '%s\\n' $one $two)" ] && echo both
            net del --kill a; echo $?
            wait $one; echo $?; wait $two; echo $?; kill $other && wait $other; echo $?; net ls
            """);

    assertThat(out).contains("both\n", "0\n137\n137\n").endsWith("143\nb\n");
  }

  @Test
  void nobody_kills_where_they_are() throws Exception {
    assertThat(run("net attach own $$; net del --kill own; echo $?; net ls"))
        .isEqualTo("nsjava: network namespace 'own' is the caller's own\n1\nown\n");
  }

  @Test
  void kill_of_what_is_no_namespace() throws Exception {
    assertThat(run("mkdir /run/netns; echo >/run/netns/f; net del --kill f x; net ls"))
        .isEqualTo("nsjava: no network namespace 'x'\n");
  }

  @Test
  void all_names_of_one() throws Exception {
    assertThat(run("net add a; net attach y $$; net attach z $$; net identify"))
        .isEqualTo("z\ny\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mkdir /run/x; ln -s x /run/netns",
        "echo >/run/netns",
        "mkdir /run/netns; chown 54321 /run/netns",
        "mkdir /run/netns; chmod 775 /run/netns",
        "mkdir /run/netns; chmod 1777 /run/netns"
      })
  void a_directory_of_somebody_else_is_not_changed(String scene) throws Exception {
    String out =
        run(scene + "; touch /run/netns/f; for c in add del; do net $c f; echo $?; done; mounts");

    assertThat(out.lines().filter(line -> !line.startsWith("touch")))
        .hasSize(4)
        .allMatch(line -> line.equals("1") || line.startsWith("nsjava: /run/netns "));
  }

  @Test
  void names_in_messages_are_printable() throws Exception {
    assertThat(run("net del \"$(printf 'a\\033[2J\\nb')\"; net add a/\"$(printf '\\377')\""))
        .isEqualTo(
            """
            nsjava: no network namespace 'a\\033[2J\\012b'
            nsjava: invalid network namespace name 'a/\\377'
            """);
  }

  @Test
  void what_is_no_namespace() throws Exception {
    String no = "nsjava: /run/netns/f is no network namespace\n";
    assertThat(run("mkdir /run/netns; echo >/run/netns/f; net pids f; net set f 1; net ls"))
        .isEqualTo(no + no + "f\n");
  }

  /** Also where there is no directory as yet; a signal ends it. */
  @Test
  void monitor_tells_at_once() throws Exception {
    String out =
        run(
            """
            mkfifo /run/told
            env --default-signal=INT $nsjava net monitor >/run/told & monitor=$!
            exec 3</run/told
            until [ -d /run/netns ] && grep -qs '^inotify' /proc/$monitor/fdinfo/*; do :; done
            ip netns add a; read -r line <&3; echo "$line"
            net add b; read -r line <&3; echo "$line"
            ip netns del a; read -r line <&3; echo "$line"
            for i in $(seq 3000); do : >/run/netns/x; rm /run/netns/x; done
            i=0; while [ $i -lt 6000 ] && read -r line <&3; do i=$((i + 1)); last=$line; done; echo $i $last
            kill -INT $monitor; wait $monitor; echo $?; cat <&3
            """);

    assertThat(out).startsWith("add a\nadd b\ndelete a\n6000 delete x\n").endsWith("130\n");
  }

  @Test
  void monitor_ends_with_its_reader() throws Exception {
    String out =
        run(
            """
            mkfifo /run/told
            $nsjava net monitor >/run/told & monitor=$!
            exec 3</run/told
            until grep -qs '^inotify' /proc/$monitor/fdinfo/*; do :; done
            exec 3<&-
            ip netns add a; wait $monitor; echo $?
            """);

    assertThat(out).isEqualTo("141\n");
  }

  @Test
  void a_directory_that_is_a_file_a_link_that_leads_nowhere_and_a_missing_right_are_told()
      throws Exception {
    String out =
        run(
            """
            touch /run/netns; net ls; rm /run/netns
            net add ab; ln -s /nowhere /run/netns/cd; net pids cd
            setpriv --bounding-set -sys_admin --inh-caps -sys_admin $nsjava net del ab
            """);

    assertThat(out)
        .isEqualTo(
            """
            nsjava: cannot read /run/netns: Not a directory
            nsjava: no network namespace 'cd'
            nsjava: cannot remove network namespace 'ab': Operation not permitted
            """);
  }
}
