package dev.nsjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every option of unshare(1), in every way to write it. */
class UnshareParseTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ""                              | unshare none; login-shell
          true                            | unshare none; exec true
          --                              | unshare none; login-shell
          -- -u                           | unshare none; exec -u
          -                               | unshare none; exec -
          ''                              | unshare none; exec ''
          true -u --pid                   | unshare none; exec true -u --pid
          -u -- true -- -x                | unshare uts; exec true -- -x
          -m true                         | unshare mnt; propagation private; exec true
          --mount true                    | unshare mnt; propagation private; exec true
          --mount=/f true                 | unshare mnt; outside pin mnt /f; propagation private; exec true
          --mount /f                      | unshare mnt; propagation private; exec /f
          -u true                         | unshare uts; exec true
          --uts true                      | unshare uts; exec true
          --uts=/f true                   | unshare uts; outside pin uts /f; exec true
          -i true                         | unshare ipc; exec true
          --ipc true                      | unshare ipc; exec true
          --ipc=/f true                   | unshare ipc; outside pin ipc /f; exec true
          -n true                         | unshare net; exec true
          --net true                      | unshare net; exec true
          --net=/f true                   | unshare net; outside pin net /f; exec true
          -p true                         | unshare pid; exec true
          --pid true                      | unshare pid; exec true
          --pid=/f true                   | unshare pid; outside pin pid /f; exec true
          -U true                         | unshare user; exec true
          --user true                     | unshare user; exec true
          --user=/f true                  | unshare user; outside pin user /f; exec true
          -C true                         | unshare cgroup; exec true
          --cgroup true                   | unshare cgroup; exec true
          --cgroup=/f true                | unshare cgroup; outside pin cgroup /f; exec true
          -T true                         | unshare time; exec true
          --time true                     | unshare time; exec true
          --time=/f true                  | unshare time; outside pin time /f; exec true
          --uts= true                     | unshare uts; outside pin uts ''; exec true
          --uts=/f --uts true             | unshare uts; outside pin uts /f; exec true
          --uts=/f --uts=/g true          | unshare uts; outside pin uts /g; exec true
          -f true                         | unshare none; fork hold; exec true
          --fork true                     | unshare none; fork hold; exec true
          --forward-signals true          | unshare none; fork forward; exec true
          --forward-signals -f true       | unshare none; fork forward; exec true
          -f --forward-signals true       | unshare none; fork forward; exec true
          --kill-child true               | unshare none; fork hold; pdeathsig KILL; exec true
          --kill-child=SIGTERM true       | unshare none; fork hold; pdeathsig TERM; exec true
          --kill-child --forward-signals  | unshare none; fork forward; pdeathsig KILL; login-shell
          --mount-proc true               | unshare mnt; propagation private; mount proc /proc proc nosuid,noexec,nodev; exec true
          --mount-proc=/p true            | unshare mnt; propagation private; mount proc /p proc nosuid,noexec,nodev; exec true
          --mount-proc sh                 | unshare mnt; propagation private; mount proc /proc proc nosuid,noexec,nodev; exec sh
          --mount-binfmt true             | unshare user,mnt; propagation private; mount proc /proc proc nosuid,noexec,nodev; mount binfmt_misc /proc/sys/fs/binfmt_misc binfmt_misc nosuid,noexec,nodev; exec true
          --mount-binfmt=/b true          | unshare user,mnt; propagation private; mount binfmt_misc /b binfmt_misc nosuid,noexec,nodev; exec true
          --mount-proc=/p --mount-binfmt  | unshare user,mnt; propagation private; mount proc /p proc nosuid,noexec,nodev; mount binfmt_misc /proc/sys/fs/binfmt_misc binfmt_misc nosuid,noexec,nodev; login-shell
          -l :x:E::x::/x: true            | unshare user,mnt; propagation private; mount proc /proc proc nosuid,noexec,nodev; mount binfmt_misc /proc/sys/fs/binfmt_misc binfmt_misc nosuid,noexec,nodev; write /proc/sys/fs/binfmt_misc/register :x:E::x::/x:; exec true
          -l:x: true                      | unshare user,mnt; propagation private; mount proc /proc proc nosuid,noexec,nodev; mount binfmt_misc /proc/sys/fs/binfmt_misc binfmt_misc nosuid,noexec,nodev; write /proc/sys/fs/binfmt_misc/register :x:; exec true
          --mount-binfmt=/b --load-interp=:x: true | unshare user,mnt; propagation private; mount binfmt_misc /b binfmt_misc nosuid,noexec,nodev; write /b/register :x:; exec true
          --load-interp :x: --mount-binfmt=/b true | unshare user,mnt; propagation private; mount proc /proc proc nosuid,noexec,nodev; mount binfmt_misc /b binfmt_misc nosuid,noexec,nodev; write /b/register :x:; exec true
          --propagation shared true       | unshare none; exec true
          -m --propagation private true   | unshare mnt; propagation private; exec true
          -m --propagation shared true    | unshare mnt; propagation shared; exec true
          -m --propagation=slave true     | unshare mnt; propagation slave; exec true
          -m --propagation unchanged true | unshare mnt; exec true
          -R /r true                      | unshare none; chroot /r; chdir /; exec true
          -R/r true                       | unshare none; chroot /r; chdir /; exec true
          --root=/r true                  | unshare none; chroot /r; chdir /; exec true
          --root /r -w /w true            | unshare none; chroot /r; chdir /w; exec true
          -w /w true                      | unshare none; chdir /w; exec true
          --wd=/w true                    | unshare none; chdir /w; exec true
          --wd '' true                    | unshare none; chdir ''; exec true
          -S 5 true                       | unshare none; setuid 5; exec true
          -S5 true                        | unshare none; setuid 5; exec true
          --setuid 4294967294 true        | unshare none; setuid 4294967294; exec true
          -S 010 true                     | unshare none; setuid 10; exec true
          -G 5 true                       | unshare none; drop-groups must; setgid 5; exec true
          --setgid=0 true                 | unshare none; drop-groups must; setgid 0; exec true
          --map-user 5 true               | unshare user; id-map uid 5:euid:1; exec true
          --map-user=root true            | unshare user; id-map uid 0:euid:1; exec true
          --map-group 5 true              | unshare user; setgroups deny; id-map gid 5:egid:1; exec true
          --map-group=root true           | unshare user; setgroups deny; id-map gid 0:egid:1; exec true
          -r true                         | unshare user; id-map uid 0:euid:1; setgroups deny; id-map gid 0:egid:1; exec true
          --map-root-user true            | unshare user; id-map uid 0:euid:1; setgroups deny; id-map gid 0:egid:1; exec true
          --map-root true                 | unshare user; id-map uid 0:euid:1; setgroups deny; id-map gid 0:egid:1; exec true
          --map-users 0:100:10 true       | unshare user; outside id-map uid 0:100:10; exec true
          --map-users=100,0,10 true       | unshare user; outside id-map uid 0:100:10; exec true
          --map-groups 0:100:10 true      | unshare user; outside id-map gid 0:100:10; exec true
          --map-groups 0:100:10 --map-groups=10:200:1 true | unshare user; outside id-map gid 0:100:10,10:200:1; exec true
          --owner 5:6 true                | drop-groups must; setgid 6; setuid 5; unshare user; exec true
          --setgroups allow true          | unshare none; setgroups allow; exec true
          -U --setgroups=deny true        | unshare user; setgroups deny; exec true
          --keep-caps true                | unshare none; exec true
          -U --keep-caps true             | unshare user; keep-caps; exec true
          -T --monotonic 5 true           | unshare time; time-offset monotonic 5; exec true
          -T --monotonic=-5 true          | unshare time; time-offset monotonic -5; exec true
          -T --monotonic +5 true          | unshare time; time-offset monotonic 5; exec true
          --boottime -9223372036854775808 -T | unshare time; time-offset boottime -9223372036854775808; login-shell
          --clear-env true                | unshare none; clear-env; exec true
          --whitelist-env A,B true        | unshare none; keep-env A,B; exec true
          --whitelist-env=A --whitelist-env B,A true | unshare none; keep-env A,B; exec true
          --whitelist-env ,A,, --clear-env true | unshare none; keep-env A; exec true
          --whitelist-env '' true         | unshare none; clear-env; exec true
          -Urpf true                      | unshare user,pid; fork hold; id-map uid 0:euid:1; setgroups deny; id-map gid 0:egid:1; exec true
          -rmn true                       | unshare user,net,mnt; id-map uid 0:euid:1; setgroups deny; id-map gid 0:egid:1; propagation private; exec true
          -uS5 true                       | unshare uts; setuid 5; exec true
          -uR /r true                     | unshare uts; chroot /r; chdir /; exec true
          --ut --kil=INT --forw true      | unshare uts; fork forward; pdeathsig INT; exec true
          """)
  void words_become_a_plan(String words, String plan) {
    assertThat(Ask.plan("unshare " + words)).isEqualTo(plan);
  }

  @Test
  void an_ordinary_user_keeps_its_ids() {
    assertThat(Ask.plan("unshare -c true", 1000))
        .isEqualTo(
            "unshare user; id-map uid 1000:euid:1; setgroups deny; id-map gid 1000:egid:1; exec true");
    assertThat(Ask.plan("unshare --map-current-user true", 1000))
        .isEqualTo(Ask.plan("unshare -c true", 1000));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --map-user 5 -r true   | 0 | 0
          -r --map-user 5 true   | 5 | 0
          -c -r true             | 0 | 0
          -r -c true             | 7 | 7
          -r --map-group 5 true  | 0 | 5
          """)
  void the_last_map_of_the_own_id_wins(String words, String uid, String gid) {
    assertThat(Ask.plan("unshare " + words, 7))
        .isEqualTo(
            "unshare user; id-map uid "
                + uid
                + ":euid:1; setgroups deny; id-map gid "
                + gid
                + ":egid:1; exec true");
  }

  @Test
  void the_program_is_named_by_its_number() {
    assertThat(Ask.line("unshare -u true x").body()).isEqualTo("unshare\0uts\0exec\0002\0");
    assertThat(Ask.words("/usr/bin/unshare", 0, Ask.split("-u true x")).body())
        .isEqualTo("unshare\0uts\0exec\0001\0");
    assertThat(Ask.line("unshare").body()).isEqualTo("unshare\0none\0login-shell\0");
  }

  @Test
  void help_and_version_answer_where_they_stand() {
    assertThat(Ask.line("unshare -u --version --foo").body()).isEqualTo("nsjava 0.1.0\n");
    assertThat(Ask.line("unshare -uV").body()).isEqualTo("nsjava 0.1.0\n");
    assertThat(Ask.line("unshare -h --foo").body()).startsWith("Usage: nsjava unshare ");
    assertThat(Ask.failure(Ask.line("unshare -S x --help")))
        .isEqualTo("nsjava: failed to parse uid: 'x'");
  }
}
