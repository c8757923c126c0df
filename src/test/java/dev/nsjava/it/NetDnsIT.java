package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code net dns}. */
@KernelTest
@Tag("not-sanitized") // NetConnectIT and NetRunIT make the same calls
class NetDnsIT {

  private static final String DNS = "dns() { $NSJAVA net dns \"$@\"; }; cd /etc/netns\n";

  private static Result run(String script) {
    return Caller.ROOT.run(Tool.SHELL, NetExecIT.SCENE + DNS + script);
  }

  private static List<String> printed(String script) {
    Result result = run(script);
    assertThat(result.err()).isEmpty();
    assertThat(result.end()).isEqualTo("exit 0");
    return result.lines();
  }

  private static void refused(Result result, String message, String... lines) {
    assertThat(result.err()).startsWith("nsjava: " + message);
    assertThat(result.end()).isEqualTo("exit 1");
    assertThat(result.lines()).containsExactly(lines);
  }

  @Test
  void programs_of_both_get_it() {
    assertThat(
            printed(
                """
                touch /etc/resolv.conf
                dns set blue --server 10.0.0.1 --server ::5 --search lab --search b.lab --host w.lab=10.9.9.9
                ns blue cat /etc/resolv.conf
                ipns blue cat /etc/resolv.conf
                ns blue getent hosts w.lab
                ipns blue getent hosts w.lab
                ns blue getent hosts localhost
                cat /etc/resolv.conf
                """))
        .containsExactly(
            "# by nsjava net dns set",
            "nameserver 10.0.0.1",
            "nameserver ::5",
            "search lab b.lab",
            "# by nsjava net dns set",
            "nameserver 10.0.0.1",
            "nameserver ::5",
            "search lab b.lab",
            "10.9.9.9        w.lab",
            "10.9.9.9        w.lab",
            "::1             localhost ip6-localhost ip6-loopback");
  }

  @Test
  void directories_and_files_that_all_may_read_whatever_the_umask() {
    assertThat(
            printed(
                """
                cd /; rm -r /etc/netns; umask 077
                dns set green --server 10.0.0.1
                stat -c '%a %U %n' /etc/netns /etc/netns/green /etc/netns/green/*
                ls -A /etc/netns/green | wc -l
                """))
        .containsExactly(
            "755 root /etc/netns",
            "755 root /etc/netns/green",
            "644 root /etc/netns/green/hosts",
            "644 root /etc/netns/green/resolv.conf",
            "2");
  }

  @Test
  void the_same_again_touches_nothing_and_another_leaves_nothing_of_before() {
    assertThat(
            printed(
                """
                dns set blue --server 10.0.0.1 --host a=::1; stat -c %i blue/* >/mnt/1
                dns set blue --server 10.0.0.1 --host a=::1; stat -c %i blue/* | cmp - /mnt/1
                dns set blue --server 10.0.0.2; dns ls blue
                """))
        .containsExactly(
            "# /etc/netns/blue/resolv.conf",
            "# by nsjava net dns set",
            "nameserver 10.0.0.2",
            "# /etc/netns/blue/hosts",
            "# by nsjava net dns set",
            "127.0.0.1 localhost",
            "::1 localhost ip6-localhost ip6-loopback");
  }

  @Test
  void what_others_have_written_stays_unless_it_is_named() {
    assertThat(
            printed(
                """
                echo mine >blue/hosts; echo mine too >blue/resolv.conf
                dns set blue --server 10.0.0.1; cat blue/hosts
                dns del blue; ls blue
                echo mine too >blue/resolv.conf
                dns set blue --host a=::1; cat blue/resolv.conf; tail -1 blue/hosts
                dns del blue; ls blue; rm blue/*
                dns set blue --server ::1; dns del blue; ls
                """))
        .containsExactly("mine", "hosts", "mine too", "::1 a", "resolv.conf");
  }

  @Test
  void a_link_is_replaced_and_what_it_leads_to_is_not() {
    assertThat(
            printed(
                """
                echo theirs >/mnt/theirs; ln -s /mnt/theirs blue/resolv.conf
                dns set blue --server 10.0.0.1; cat /mnt/theirs; tail -1 blue/resolv.conf
                """))
        .containsExactly("theirs", "nameserver 10.0.0.1");
  }

  @Test
  void half_of_it_is_taken_back() {
    refused(
        run("mkdir blue/hosts; dns set blue --server ::1 --host a=::1; s=$?; ls -A blue; exit $s"),
        "cannot write /etc/netns/blue: ",
        "hosts");
    refused(
        run(
            """
            echo old >blue/resolv.conf; touch blue/hosts; mount --bind /mnt/file blue/hosts
            dns set blue --server ::1 --host a=::1; s=$?
            ls -A blue; cat blue/resolv.conf; exit $s
            """),
        "cannot write /etc/netns/blue: Device or resource busy\n",
        "hosts",
        "resolv.conf",
        "old");
    refused(
        run(
            """
            dns set blue --server ::1; mount --bind blue/hosts blue/hosts; dns del blue; s=$?
            ls -A blue; tail -1 blue/resolv.conf; exit $s
            """),
        "cannot remove files of /etc/netns/blue: Device or resource busy\n",
        "hosts",
        "resolv.conf",
        "nameserver ::1");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "rmdir blue; ln -s /mnt/dir blue, /etc/netns/blue is no directory",
    "rmdir blue; touch blue, /etc/netns/blue is no directory",
    "chmod 777 blue, /etc/netns/blue may be written by others than who owns /etc",
    "cd /; rm -r /etc/netns; ln -s /mnt/dir /etc/netns, /etc/netns is no directory",
  })
  void directories_that_are_not_ours(String change, String message) {
    Result result = run(change + "\ndns set blue --server ::1; s=$?; ls -A /mnt/dir; exit $s");

    refused(result, message + "\n");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "set ../x --server ::1, invalid network namespace name '../x'",
    "set .. --server ::1, invalid network namespace name '..'",
    "set host --server ::1, the host has files of its own in /etc",
    "set green, missing --server or --host",
    "set green --server x, not an IP address: 'x'",
    "set green --search lab, a search list without a server",
    "set green --server ::1 --host a, no NAME=ADDRESS: 'a'",
    "set --server ::1, missing NAME",
    "ls green, network namespace 'green' has no DNS of its own",
    "del green, nothing in /etc/netns/green is by 'net dns set'",
    "nope, unknown command 'nope'",
    "-x, invalid option -- 'x'",
  })
  void mistakes(String words, String message) {
    refused(run("dns " + words + "; s=$?; ls; exit $s"), message + "\n", "blue");
  }
}
