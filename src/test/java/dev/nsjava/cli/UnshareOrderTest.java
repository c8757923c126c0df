package dev.nsjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.launch.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every rule of order of the plans of unshare, as {@code explain} shows it. */
class UnshareOrderTest {

  @Test
  void everything_at_once() {
    Answer answer =
        Ask.line(
            "explain unshare --owner 1000:1001 --map-user 5 --map-groups 0:100:10 --setgroups deny"
                + " -T --monotonic 1 --boottime 2 --kill-child --mount=/m --time=/t --user=/u"
                + " --uts=/h -m --propagation slave -R /r -w /w --mount-proc"
                + " -l :x:E::x::/x:OF -G 7 -S 8 --keep-caps --whitelist-env A,B sh -c x");
    assertThat(answer.body())
        .isEqualTo(
            """
            needs        euid 0
            needs        egid 0
            drop-groups  must
            setgid       1001
            setuid       1000
            unshare      user,uts,mnt,time
            setgroups    deny
            outside      id-map uid 5:euid:1
            outside      id-map gid 0:100:10
            time-offset  boottime 2
            time-offset  monotonic 1
            fork         hold
            outside      pin user /u
            outside      pin uts /h
            outside      pin mnt /m
            outside      pin time /t
            propagation  slave
            mount        binfmt_misc /proc/sys/fs/binfmt_misc binfmt_misc nosuid,noexec,nodev
            write        /proc/sys/fs/binfmt_misc/register :x:E::x::/x:OF
            chroot       /r
            chdir        /w
            mount        proc /proc proc nosuid,noexec,nodev
            mount        binfmt_misc /proc/sys/fs/binfmt_misc binfmt_misc nosuid,noexec,nodev
            drop-groups  must
            setgid       7
            setuid       8
            keep-caps
            keep-env     A,B
            pdeathsig    KILL
            exec         sh -c x
            """);
  }

  @Test
  void files_are_bound_in_one_order_whatever_the_caller_writes() {
    String files = "--time=/8 --pid=/6 --net=/5 --uts=/4 --ipc=/3 --cgroup=/2";
    assertThat(Ask.plan("unshare " + files + " true"))
        .isEqualTo(
            "unshare cgroup,ipc,uts,net,pid,time; outside pin cgroup /2; outside pin ipc /3;"
                + " outside pin uts /4; outside pin net /5; outside pin pid /6; outside pin time /8; exec true");
    assertThat(Ask.plan("unshare " + files + " --user=/1 --mount=/7 true"))
        .isEqualTo(
            "unshare user,cgroup,ipc,uts,net,pid,mnt,time; outside pin user /1; outside pin cgroup"
                + " /2; outside pin ipc /3; outside pin uts /4; outside pin net /5; outside pin pid"
                + " /6; outside pin mnt /7; outside pin time /8; propagation private; exec true");
  }

  @Test
  void files_are_bound_once_there_is_a_child() {
    assertThat(Ask.plan("unshare -f --pid=/p true"))
        .isEqualTo("unshare pid; fork hold; outside pin pid /p; exec true");
    assertThat(Ask.plan("unshare -fm --pid=/p true"))
        .isEqualTo(
            "unshare pid,mnt; fork hold; outside pin pid /p; propagation private; exec true");
    assertThat(Ask.plan("unshare -fU --pid=/p true"))
        .isEqualTo("unshare user,pid; fork hold; outside pin pid /p; exec true");
  }

  @Test
  void a_file_is_bound_before_the_process_maps_itself() {
    assertThat(Ask.plan("unshare --user=/u -r true"))
        .isEqualTo(
            "unshare user; outside pin user /u; id-map uid 0:euid:1; setgroups deny;"
                + " id-map gid 0:egid:1; exec true");
  }

  @Test
  void only_root_writes_ranges_without_help() {
    assertThat(Ask.plan("unshare --map-users 0:100:10 -r true", 0))
        .isEqualTo(
            "unshare user; outside id-map uid 0:0:1,1:100:9; setgroups deny;"
                + " id-map gid 0:egid:1; exec true");
    assertThat(Ask.plan("unshare --map-users 0:100:10 --map-groups 0:100:10 true", 1000))
        .isEqualTo(
            "unshare user; outside newidmap uid 0:100:10; outside newidmap gid 0:100:10; exec true");
  }

  @Test
  void setgroups_is_denied_before_groups_are_mapped_and_only_once() {
    assertThat(Ask.plan("unshare --map-groups 0:100:10 --setgroups deny true"))
        .isEqualTo("unshare user; setgroups deny; outside id-map gid 0:100:10; exec true");
    assertThat(Ask.plan("unshare -r --setgroups deny true")).isEqualTo(Ask.plan("unshare -r true"));
    assertThat(Ask.plan("unshare --map-user 0 --setgroups deny true"))
        .isEqualTo("unshare user; id-map uid 0:euid:1; setgroups deny; exec true");
  }

  @Test
  void setgroups_is_allowed_after_groups_are_mapped() {
    assertThat(Ask.plan("unshare --map-groups 0:100:10 --setgroups allow true"))
        .isEqualTo("unshare user; outside id-map gid 0:100:10; setgroups allow; exec true");
    assertThat(Ask.plan("unshare --map-groups 0:100:10 -r --setgroups allow true"))
        .endsWith(
            "outside id-map gid 0:0:1,1:100:9; id-map uid 0:euid:1; setgroups allow; exec true");
  }

  @Test
  void the_caller_maps_for_another_owner() {
    assertThat(Ask.plan("unshare --owner 5:6 -r true"))
        .isEqualTo(
            "drop-groups must; setgid 6; setuid 5; unshare user; outside id-map uid 0:euid:1;"
                + " outside id-map gid 0:egid:1; exec true");
    assertThat(Ask.plan("unshare --owner 5:6 -r --setgroups allow true"))
        .endsWith("outside id-map gid 0:egid:1; setgroups allow; exec true");
  }

  @Test
  void proc_spreads_nowhere() {
    String mounted = "mount proc /proc proc nosuid,noexec,nodev; exec true";
    assertThat(Ask.plan("unshare --mount-proc --propagation shared true"))
        .isEqualTo("unshare mnt; propagation shared; private /proc; " + mounted);
    assertThat(Ask.plan("unshare --mount-proc --propagation unchanged true"))
        .isEqualTo("unshare mnt; private /proc; " + mounted);
    assertThat(Ask.plan("unshare --mount-proc --propagation unchanged -R /r true"))
        .isEqualTo("unshare mnt; chroot /r; chdir /; " + mounted);
  }

  @Test
  void an_interpreter_that_stays_open_is_taken_from_the_old_root() {
    String binfmt = "mount binfmt_misc /proc/sys/fs/binfmt_misc binfmt_misc nosuid,noexec,nodev; ";
    String proc = "mount proc /proc proc nosuid,noexec,nodev; ";
    String register = "write /proc/sys/fs/binfmt_misc/register ";
    String start = "unshare user,mnt; propagation private; ";
    assertThat(Ask.plan("unshare -R /r -l :F:E::F::/F:F true"))
        .isEqualTo(
            start
                + binfmt
                + register
                + ":F:E::F::/F:F; chroot /r; chdir /; "
                + proc
                + binfmt
                + "exec true");
    assertThat(Ask.plan("unshare -R /r -l :F:E::F::/F:O true"))
        .isEqualTo(
            start + "chroot /r; chdir /; " + proc + binfmt + register + ":F:E::F::/F:O; exec true");
    assertThat(Ask.plan("unshare -l :F:E::F::/F:F true"))
        .isEqualTo(start + proc + binfmt + register + ":F:E::F::/F:F; exec true");
    assertThat(Ask.plan("unshare -R /r -l ,F,E,,F,,/F,F true"))
        .isEqualTo(
            start
                + binfmt
                + register
                + ",F,E,,F,,/F,F; chroot /r; chdir /; "
                + proc
                + binfmt
                + "exec true");
  }

  @Test
  void words_are_quoted_for_a_shell() {
    Answer answer =
        Ask.words("nsjava", 0, List.of("explain", "unshare", "-R", "/a b", "sh", "-c", "echo 'a'"));
    assertThat(answer.body())
        .isEqualTo(
            """
            unshare      none
            chroot       '/a b'
            chdir        /
            exec         sh -c 'echo '\\''a'\\'''
            """);
  }
}
