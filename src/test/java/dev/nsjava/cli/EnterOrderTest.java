package dev.nsjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule of order of the plans of enter, and which calls need a target. */
class EnterOrderTest {

  private static final String NO_TARGET =
      "nsjava: no target specified: --target PID, or a NAME before the program";

  @Test
  void everything_at_once() {
    assertThat(
            Ask.line(
                    "explain enter --fresh-proc --keep-caps -G 8 -S follow -cZe -r -w/w -T -C -n -i"
                        + " -p -u:5 -m/m --user-parent --user=/u -N 3 -t 7:99 sh -c x")
                .body())
        .isEqualTo(
            """
            never-keep
            open         wd /w
            open-id      uts 5
            open         mnt /m
            open         user /u
            target       7 ino:99
            follow-context
            take         status,root,environ,cgroup
            user-parent  user
            net-socket   3
            drop-groups  early
            enter        user,cgroup,ipc,uts,net,pid,mnt,time
            fchroot
            fchdir
            load-env
            join-cgroup
            fork         follow
            private-mounts
            mount        proc /proc proc nosuid,noexec,nodev
            drop-groups  unless-denied
            setgid       8
            setuid       follow
            keep-caps
            exec         sh -c x
            """);
  }

  @Test
  void everything_that_the_target_has() {
    assertThat(Ask.plan("enter -t 1 --user-parent -N 0 -w -r -c -e -Z -m -p"))
        .isEqualTo(
            "target 1 -; follow-context; take root,wd,environ,cgroup; user-parent target;"
                + " net-socket 0; drop-groups early; enter user,net,pid,mnt; fchroot; fchdir;"
                + " load-env; join-cgroup; fork follow; drop-groups unless-denied; setgid 0;"
                + " setuid 0; login-shell");
  }

  @Test
  void what_is_named_is_opened_before_the_target_is_looked_at_in_the_order_of_the_words() {
    assertThat(Ask.plan("enter -t 1 -u -w/5 -T/4 -r/3 -U/2 -m/1 --pr true"))
        .isEqualTo(
            "open wd /5; open time /4; open root /3; open user /2; open mnt /1; target 1 -;"
                + " enter user,uts,mnt,time; fchroot; fchdir; exec true");
  }

  @Test
  void types_are_entered_at_once_whatever_the_caller_writes() {
    String all = "enter user,cgroup,ipc,uts,net,pid,mnt,time; exec true";
    assertThat(Ask.plan("enter -t 1 -T -m -p -n -u -i -C -U --pr -F true"))
        .isEqualTo("target 1 -; " + all);
    assertThat(Ask.plan("enter -t 1 -F --pr -U -C -i -u -n -p -m -T true"))
        .isEqualTo("target 1 -; " + all);
  }

  @Test
  void in_a_user_namespace_the_program_is_root() {
    String start = "target 1 -; drop-groups early; enter user; drop-groups unless-denied; ";
    assertThat(Ask.plan("enter -t 1 -U true")).isEqualTo(start + "setgid 0; setuid 0; exec true");
    assertThat(Ask.plan("enter -t 1 -U -S 5 true"))
        .isEqualTo(start + "setgid 0; setuid 5; exec true");
    assertThat(Ask.plan("enter -t 1 -U -G 5 true"))
        .isEqualTo(start + "setgid 5; setuid 0; exec true");
    assertThat(Ask.plan("enter -t 1 -U -G follow -S follow --keep-caps true"))
        .isEqualTo(start + "setgid follow; setuid follow; keep-caps; exec true");
  }

  @Test
  void credentials_are_preserved_but_for_those_that_are_named() {
    String start = "target 1 -; enter user; ";
    assertThat(Ask.plan("enter -t 1 -U --pr -S 5 true")).isEqualTo(start + "setuid 5; exec true");
    assertThat(Ask.plan("enter -t 1 -U --pr -G 5 true"))
        .isEqualTo(start + "drop-groups unless-denied; setgid 5; exec true");
    assertThat(Ask.plan("enter -t 1 -U --pr -G 5 -S 6 --keep-caps true"))
        .isEqualTo(start + "drop-groups unless-denied; setgid 5; setuid 6; keep-caps; exec true");
  }

  @Test
  void groups_are_those_of_before_if_only_the_user_is_another() {
    assertThat(Ask.plan("enter -t 1 -u -S 5 true"))
        .isEqualTo("target 1 -; enter uts; setuid 5; exec true");
    assertThat(Ask.plan("enter -t 1 -u -S 5 -G 6 true"))
        .isEqualTo(
            "target 1 -; enter uts; drop-groups unless-denied; setgid 6; setuid 5; exec true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -r        | take root; enter uts; open-wd .; fchroot; fchdir
          -w        | take wd; enter uts; fchdir
          -r -w     | take root,wd; enter uts; fchroot; fchdir
          -r -W/x   | take root; enter uts; fchroot; open-wd /x; fchdir
          -r -W     | take root; enter uts; open-wd .; fchroot; fchdir
          -W/x      | enter uts; open-wd /x; fchdir
          """)
  void the_working_directory_is_held_over_the_change_of_the_root(String words, String steps) {
    assertThat(Ask.plan("enter -t 1 -u " + words + " true"))
        .isEqualTo("target 1 -; " + steps + "; exec true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -r/r      | open root /r; enter uts; open-wd .; fchroot; fchdir
          -w/w      | open wd /w; enter uts; fchdir
          -w/w -r/r | open wd /w; open root /r; enter uts; fchroot; fchdir
          -r/r -W/x | open root /r; enter uts; fchroot; open-wd /x; fchdir
          """)
  void directories_that_are_named_need_no_target(String words, String steps) {
    assertThat(Ask.plan("enter -u/f " + words + " true"))
        .isEqualTo("open uts /f; " + steps + "; exec true");
  }

  @Test
  void a_fresh_proc_is_mounted_by_the_child_where_nobody_else_sees_it() {
    String proc = "fork follow; private-mounts; mount proc /proc proc" + " nosuid,noexec,nodev; ";
    assertThat(Ask.plan("enter -t 1 -p --fresh-proc true"))
        .isEqualTo("target 1 -; enter pid; " + proc + "exec true");
    assertThat(Ask.plan("enter -p/f -r/r --fresh -S 5 true"))
        .isEqualTo(
            "open pid /f; open root /r; enter pid; open-wd .; fchroot; fchdir; "
                + proc
                + "setuid 5; exec true");
  }

  /** It may lie in that proc. */
  @Test
  void a_directory_inside_is_opened_when_the_fresh_proc_is_there() {
    assertThat(Ask.plan("enter -t 1 -m -p -W/proc/1 --fresh-proc true"))
        .isEqualTo(
            "target 1 -; enter pid,mnt; fork follow; private-mounts;"
                + " mount proc /proc proc nosuid,noexec,nodev; open-wd /proc/1; fchdir; exec true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-t 1 -u", "-t 1 -Fp", "SELF", "-p -F -t 1"})
  void a_fresh_proc_shows_a_pid_namespace_that_the_program_is_in(String words) {
    assertThat(Ask.failure(Ask.line(Self.in("enter --fresh-proc " + words))))
        .isEqualTo("nsjava: --fresh-proc needs a pid namespace that the program enters");
  }

  private static final String BEFORE = "like umask,nice,oom,raised-limits; drop-groups early; ";
  private static final String AFTER = "load-env; join-cgroup; like credentials,limits; exec true";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          --like    | status,root,wd,environ,cgroup | fchroot; fchdir
          -r        | status,root,wd,environ,cgroup | fchroot; fchdir
          -w        | status,root,wd,environ,cgroup | fchroot; fchdir
          -W        | status,root,wd,environ,cgroup | fchroot; fchdir
          -c -e     | status,root,wd,environ,cgroup | fchroot; fchdir
          -W/x      | status,root,environ,cgroup    | fchroot; open-wd /x; fchdir
          """)
  void like_takes_all_but_what_is_named(String words, String taken, String directories) {
    String plan =
        "target 1 -; take " + taken + "; " + BEFORE + "enter uts; " + directories + "; " + AFTER;
    assertThat(Ask.plan("enter -t 1 -u --like " + words + " true")).isEqualTo(plan);
    assertThat(Ask.plan("enter " + words + " --like -u 1 true")).isEqualTo(plan);
  }

  @Test
  void like_is_about_directories_too_unless_they_are_named() {
    assertThat(Ask.plan("enter -t 1 -u --like -r/r true"))
        .isEqualTo(
            "open root /r; target 1 -; take status,wd,environ,cgroup; "
                + BEFORE
                + "enter uts; fchroot; fchdir; "
                + AFTER);
    assertThat(Ask.plan("enter -t 1 -u --like -w/w true"))
        .isEqualTo(
            "open wd /w; target 1 -; take status,root,environ,cgroup; "
                + BEFORE
                + "enter uts; fchroot; fchdir; "
                + AFTER);
  }

  @Test
  void like_brings_ids_of_its_own_to_a_user_namespace() {
    assertThat(Ask.plan("enter -t 1 -U --like true"))
        .isEqualTo(
            "target 1 -; take status,root,wd,environ,cgroup; "
                + BEFORE
                + "enter user; fchroot; fchdir; "
                + AFTER);
  }

  @Test
  void like_becomes_the_targets_user_last_and_as_the_child() {
    assertThat(Ask.plan("enter -t 1 -p -Z --like --fresh-proc true"))
        .isEqualTo(
            "target 1 -; follow-context; take status,root,wd,environ,cgroup; "
                + BEFORE
                + "enter pid; fchroot; fchdir; load-env; join-cgroup; fork follow;"
                + " private-mounts; mount proc /proc proc nosuid,noexec,nodev;"
                + " like credentials,limits; exec true");
  }

  @Test
  void like_needs_a_target() throws IOException {
    assertThat(Self.plan("enter --like SELF true"))
        .isEqualTo(
            "target SELF start:N; take status,root,wd,environ,cgroup; "
                + BEFORE
                + "fchroot; fchdir; "
                + AFTER);
    assertThat(Ask.plan("enter --li -u/f -r/r -w/w 1 true"))
        .startsWith(
            "open uts /f; open root /r; open wd /w; target 1 -; take status,environ,cgroup; ");
    assertThat(Ask.failure(Ask.line("enter --like -u/f"))).isEqualTo(NO_TARGET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-S 5", "-S follow", "-G 5", "-G follow", "--keep-caps", "--pres"})
  void like_says_who_the_program_is(String option) {
    for (String words : List.of("--like " + option, option + " --like")) {
      assertThat(Ask.failure(Ask.line("enter -t 1 -u " + words + " true")))
          .isEqualTo("nsjava: --like already says which ids and capabilities the program has");
    }
  }

  /** Our own namespaces differ in nothing from ours. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -t SELF true         | target SELF start:N; exec true
          -t SELF              | target SELF start:N; login-shell
          -t SELF:1 true       | target SELF ino:1; exec true
          SELF true            | target SELF start:N; exec true
          SELF                 | target SELF start:N; login-shell
          pid:SELF true        | target SELF start:N; exec true
          -t pid:SELF true     | target SELF start:N; exec true
          -u pid:SELF true     | target SELF -; enter uts; exec true
          -u -t pid:SELF true  | target SELF -; enter uts; exec true
          -a SELF true         | target SELF start:N; enter TYPES; fork follow; exec true
          -e SELF true         | target SELF start:N; take environ; load-env; exec true
          -c SELF true         | target SELF start:N; take cgroup; join-cgroup; exec true
          -Z SELF true         | target SELF start:N; follow-context; exec true
          -w SELF true         | target SELF start:N; take wd; fchdir; exec true
          -r/r SELF true       | open root /r; target SELF start:N; open-wd .; fchroot; fchdir; exec true
          -W/x SELF true       | target SELF start:N; open-wd /x; fchdir; exec true
          -S 5 SELF true       | target SELF start:N; setuid 5; exec true
          -G follow SELF true  | target SELF start:N; drop-groups unless-denied; setgid follow; exec true
          -F SELF true         | target SELF start:N; exec true
          --keep-caps SELF     | target SELF start:N; login-shell
          -- SELF true -u      | target SELF start:N; exec true -u
          """)
  void without_namespaces_those_that_differ_are_entered(String words, String plan)
      throws IOException {
    assertThat(Self.plan("enter " + words)).isEqualTo(plan);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-n",
        "-r",
        "-w",
        "-e",
        "-c",
        "-Z",
        "-N 3",
        "-S follow",
        "-G follow",
        "--user-parent"
      })
  void the_first_word_is_the_name_if_something_needs_a_target(String option) {
    String words = "enter -u/f " + option;
    assertThat(Ask.plan(words + " 1 true -x"))
        .isEqualTo(Ask.plan(words + " -t 1 true -x"))
        .contains("target 1 -; ")
        .endsWith("; exec true -x");
    assertThat(Ask.plan(words + " 1")).contains("target 1 -; ").endsWith("; login-shell");
    assertThat(Ask.failure(Ask.line(words))).isEqualTo(NO_TARGET);
    assertThat(Ask.failure(Ask.line(words + " --"))).isEqualTo(NO_TARGET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-n/g",
        "-r/r",
        "-w/w",
        "-W/w",
        "-W",
        "-S 5",
        "-G 5",
        "-F",
        "--keep-caps",
        "--preserve-credentials",
        "-u",
        "-U/u --user-parent"
      })
  void the_first_word_is_the_program_if_nothing_needs_a_target(String option) {
    String words = "enter -u/f " + option;
    assertThat(Ask.plan(words + " 1 true -x"))
        .doesNotContain("target")
        .endsWith("; exec 1 true -x");
    assertThat(Ask.plan(words)).doesNotContain("target").endsWith("; login-shell");
  }

  @Test
  void the_parent_of_a_file_needs_no_target() {
    assertThat(Ask.plan("enter -U/u --user-parent --pr true"))
        .isEqualTo("open user /u; user-parent user; enter user; exec true");
  }

  @Test
  void a_target_that_is_given_leaves_the_first_word_to_the_program() {
    assertThat(Ask.plan("enter -t 1 -u 8 true")).isEqualTo("target 1 -; enter uts; exec 8 true");
    assertThat(Ask.plan("enter -t 1 -u/f 8")).isEqualTo("open uts /f; enter uts; exec 8");
  }

  @Test
  void no_word_after_the_name_is_an_option() {
    assertThat(Ask.plan("enter -u 1 -i true")).isEqualTo("target 1 -; enter uts; exec -i true");
    assertThat(Ask.plan("enter -u -- 1 --help")).isEqualTo("target 1 -; enter uts; exec --help");
    assertThat(Ask.plan("enter -u 7:9 ''")).isEqualTo("target 7 ino:9; enter uts; exec ''");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--", "-u", "-S 5", "-F", "-W", "-r/r", "--fresh-proc", "-a"})
  void a_target_must_be_named(String words) {
    assertThat(Ask.failure(Ask.line("enter " + words))).isEqualTo(NO_TARGET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-u -t '' true", "-u '' true", "'' true", "-t '' SELF true"})
  void an_empty_name_is_no_name(String words) {
    assertThat(Ask.failure(Ask.line(Self.in("enter " + words))))
        .startsWith("nsjava: no ")
        .contains("''");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"no-such-target", "-1", "0", "7x", "+-7", "0x7", "7:", "7:x", "7:0", ":7"})
  void an_unknown_name_is_repeated(String name) {
    assertThat(Ask.failure(Ask.line("enter -u -t " + name + " true")))
        .startsWith("nsjava: no ")
        .contains("'" + name + "'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ""                     | no namespace specified
          true                   | no namespace specified
          -t 1                   | no namespace specified
          1 true                 | no namespace specified
          -t SELF true           | no namespace specified
          -W true                | no namespace specified
          -W/x true              | no namespace specified
          -F true                | no namespace specified
          -S 5 -G 5 true         | no namespace specified
          --keep-caps true       | no namespace specified
          -r/r -w/w true         | no namespace specified
          -t 1 -r true           | no namespace specified
          -t 1 -e true           | no namespace specified
          -u true                | no target PID specified
          -u 1 true              | no target PID specified
          -u/f -i true           | no target PID specified
          -u -r -w -e true       | no target PID specified
          -a true                | no target PID specified
          -a -r true             | no target PID specified
          -N 3 true              | no target PID specified
          -N 3 -n/f true         | no target PID specified
          --user-parent true     | no target PID specified
          --user-parent -U/f     | no target PID specified
          -U/f --user-parent 7   | no target PID specified
          -u/f -S follow true    | no target PID specified
          -u/f -G follow true    | no target PID specified
          -r true                | neither filename nor target pid supplied for root
          -r/r -r true           | neither filename nor target pid supplied for root
          -r -w -e true          | neither filename nor target pid supplied for root
          -u/f -r true           | neither filename nor target pid supplied for root
          -c -r true             | neither filename nor target pid supplied for root
          -w true                | neither filename nor target pid supplied for cwd
          -w -e true             | neither filename nor target pid supplied for cwd
          -u/f -e -w true        | neither filename nor target pid supplied for cwd
          -e true                | neither filename nor target pid supplied for environ
          -c -e true             | neither filename nor target pid supplied for environ
          -u/f -e true           | neither filename nor target pid supplied for environ
          -c true                | neither filename nor target pid supplied for cgroup
          -u/f -c true           | neither filename nor target pid supplied for cgroup
          -w -W true             | options --wd and --wdns cannot be combined
          -w/w -W/w true         | options --wd and --wdns cannot be combined
          -w -t 1 -u -W true     | options --wd and --wdns cannot be combined
          -w -W --foo            | options --wd and --wdns cannot be combined
          -W -w true             | options --wdns and --wd cannot be combined
          -W/w -w/w true         | options --wdns and --wd cannot be combined
          """)
  void the_tool_is_strict(String words, String message) {
    assertThat(Ask.failure(Ask.words("/usr/bin/nsenter", 0, Ask.split(Self.in(words)))))
        .isEqualTo("nsenter: " + message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--like", "--fresh-proc"})
  void the_tool_has_only_its_own_options(String option) {
    for (String words : List.of(option, option.substring(0, 5))) {
      assertThat(Ask.failure(Ask.words("/usr/bin/nsenter", 0, List.of(words))))
          .startsWith("/usr/bin/nsenter: unrecognized option '" + words + "'\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-w -W", "-w/w -W/w", "-u -t 1 -w -W"})
  void one_working_directory_will_do(String words) {
    assertThat(Ask.failure(Ask.line("enter " + words + " true")))
        .isEqualTo("nsjava: options --wd and --wdns cannot be combined");
  }

  @Test
  void two_working_directories_are_refused_where_the_second_stands() {
    assertThat(Ask.failure(Ask.line("enter -W -w -S x")))
        .isEqualTo("nsjava: options --wdns and --wd cannot be combined");
    assertThat(Ask.failure(Ask.line("enter -W -S x -w"))).endsWith("failed to parse uid: 'x'");
  }

  @Test
  void a_process_that_is_gone_has_no_namespaces() {
    String gone =
        ": stat of /proc/4194304/ns/user failed: No such file or directory;"
            + " there is no process 4194304";
    assertThat(Ask.hinted(Ask.line("enter -t 4194304 true"))).isEqualTo("nsjava" + gone);
    assertThat(Ask.failure(Ask.line("enter 4194304 true")))
        .isEqualTo("nsjava: no process, network namespace or container '4194304'");
    assertThat(Ask.hinted(Ask.words("nsenter", 0, Ask.split("-a -t 4194304 true"))))
        .isEqualTo("nsenter" + gone);
  }
}
