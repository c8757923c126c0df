package dev.nsjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.launch.Answer;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every option of nsenter(1), in every way to write it: as ours, and called as the tool. */
class EnterParseTest {

  private static final String TABLE =
      """
      -t 7 -u true                      | target 7 -; enter uts; exec true
      -t7 -u true                       | target 7 -; enter uts; exec true
      -ut7 -t 7 true                    | open uts t7; enter uts; exec true
      --target 7 -u true                | target 7 -; enter uts; exec true
      --target=7 -u true                | target 7 -; enter uts; exec true
      --ta 7 -u true                    | target 7 -; enter uts; exec true
      -u -t 7                           | target 7 -; enter uts; login-shell
      -t 7 -u --                        | target 7 -; enter uts; login-shell
      -t 7 -t 8 -u true                 | target 8 -; enter uts; exec true
      -t 7:9 -t 8 -u true               | target 8 -; enter uts; exec true
      -t 8 -t 7:9 -u true               | target 7 ino:9; enter uts; exec true
      -t 007 -u true                    | target 7 -; enter uts; exec true
      -t +7:+9 -u true                  | target 7 ino:9; enter uts; exec true
      -u:+5 true                        | open-id uts 5; enter uts; exec true
      -t 4194304 -u true                | target 4194304 -; enter uts; exec true
      -t 7:4294967296 -u true           | target 7 ino:4294967296; enter uts; exec true
      -t 7 -u/f true                    | open uts /f; enter uts; exec true
      -t 7:9 -u/f true                  | open uts /f; target 7 ino:9; enter uts; exec true
      -u/f true                         | open uts /f; enter uts; exec true
      -u/f -i/g true                    | open uts /f; open ipc /g; enter ipc,uts; exec true
      -i/g -u/f true                    | open ipc /g; open uts /f; enter ipc,uts; exec true
      -t 7 -u/f -i true                 | open uts /f; target 7 -; enter ipc,uts; exec true
      -u/f -u -t 7 true                 | open uts /f; enter uts; exec true
      -u -u/f true                      | open uts /f; enter uts; exec true
      -u/f -u/g true                    | open uts /f; open uts /g; enter uts; exec true
      -u/f -u:5 true                    | open uts /f; open-id uts 5; enter uts; exec true
      -u= true                          | open uts ''; enter uts; exec true
      --uts= true                       | open uts ''; enter uts; exec true
      -u./:5 true                       | open uts ./:5; enter uts; exec true
      -u:576460752303423487 true        | open-id uts 576460752303423487; enter uts; exec true
      -uV true                          | open uts V; enter uts; exec true
      -uix true                         | open uts ix; enter uts; exec true
      -iu -t 7 true                     | open ipc u; enter ipc; exec true
      -t 7 -u /f                        | target 7 -; enter uts; exec /f
      -t 7 --uts /f                     | target 7 -; enter uts; exec /f
      -t 7 -um true                     | open uts m; enter uts; exec true
      -N 3 -t 7 true                    | target 7 -; net-socket 3; enter net; exec true
      -N3 -t 7 true                     | target 7 -; net-socket 3; enter net; exec true
      --net-socket 3 -t 7 true          | target 7 -; net-socket 3; enter net; exec true
      --net-socket=3 -t 7 true          | target 7 -; net-socket 3; enter net; exec true
      --net-s 3 -t 7 true               | target 7 -; net-socket 3; enter net; exec true
      -t 7 -N 3 -N 0 true               | target 7 -; net-socket 0; enter net; exec true
      -t 7 -N 3 -n true                 | target 7 -; net-socket 3; enter net; exec true
      -t 7 -N 3 -n/f true               | open net /f; target 7 -; net-socket 3; enter net; exec true
      -t 7 -N 2147483647 true           | target 7 -; net-socket 2147483647; enter net; exec true
      --user-parent -t 7 --pres true    | target 7 -; user-parent target; enter user; exec true
      --user-p -t 7 --pres true         | target 7 -; user-parent target; enter user; exec true
      --user-parent -U -t 7 --pres true | target 7 -; user-parent target; enter user; exec true
      --user-parent -U/f -u -t 7 --pres | open user /f; target 7 -; user-parent user; enter user,uts; login-shell
      -t 7 -u -S 5 true                 | target 7 -; enter uts; setuid 5; exec true
      -t 7 -u -S5 true                  | target 7 -; enter uts; setuid 5; exec true
      -t 7 -u --setuid 5 true           | target 7 -; enter uts; setuid 5; exec true
      -t 7 -u --setuid=5 true           | target 7 -; enter uts; setuid 5; exec true
      -t 7 -u --setu 5 true             | target 7 -; enter uts; setuid 5; exec true
      -t 7 -u -S 5 -S 6 true            | target 7 -; enter uts; setuid 6; exec true
      -t 7 -u -S +5 true                | target 7 -; enter uts; setuid 5; exec true
      -t 7 -u -S 0 true                 | target 7 -; enter uts; setuid 0; exec true
      -t 7 -u -S 4294967294 true        | target 7 -; enter uts; setuid 4294967294; exec true
      -t 7 -u -S follow true            | target 7 -; enter uts; setuid follow; exec true
      -t 7 -u -Sfollow true             | target 7 -; enter uts; setuid follow; exec true
      -t 7 -u -S 5 -S follow true       | target 7 -; enter uts; setuid follow; exec true
      -t 7 -u -S follow -S 5 true       | target 7 -; enter uts; setuid 5; exec true
      -t 7 -u/f -S follow true          | open uts /f; target 7 -; enter uts; setuid follow; exec true
      -t 7 -u -G 5 true                 | target 7 -; enter uts; drop-groups unless-denied; setgid 5; exec true
      -t 7 -u -G5 true                  | target 7 -; enter uts; drop-groups unless-denied; setgid 5; exec true
      -t 7 -u --setgid 5 true           | target 7 -; enter uts; drop-groups unless-denied; setgid 5; exec true
      -t 7 -u --setgid=5 true           | target 7 -; enter uts; drop-groups unless-denied; setgid 5; exec true
      -t 7 -u --setg 5 true             | target 7 -; enter uts; drop-groups unless-denied; setgid 5; exec true
      -t 7 -u -G 5 -G 6 true            | target 7 -; enter uts; drop-groups unless-denied; setgid 6; exec true
      -t 7 -u -G 4294967294 true        | target 7 -; enter uts; drop-groups unless-denied; setgid 4294967294; exec true
      -t 7 -u -G follow true            | target 7 -; enter uts; drop-groups unless-denied; setgid follow; exec true
      -t 7 -u/f -G follow true          | open uts /f; target 7 -; enter uts; drop-groups unless-denied; setgid follow; exec true
      -t 7 -U --preserve-credentials true | target 7 -; enter user; exec true
      -t 7 -u --preserve-credentials true | target 7 -; enter uts; exec true
      -t 7 -U --pr true                 | target 7 -; enter user; exec true
      -t 7 -U --pr --keep-caps true     | target 7 -; enter user; keep-caps; exec true
      -t 7 -U --pr --k true             | target 7 -; enter user; keep-caps; exec true
      -t 7 -u --keep-caps true          | target 7 -; enter uts; exec true
      -t 7 -u -r true                   | target 7 -; take root; enter uts; open-wd .; fchroot; fchdir; exec true
      -t 7 -u --root true               | target 7 -; take root; enter uts; open-wd .; fchroot; fchdir; exec true
      -t 7 -u --r true                  | target 7 -; take root; enter uts; open-wd .; fchroot; fchdir; exec true
      -t 7 -u -r /r                     | target 7 -; take root; enter uts; open-wd .; fchroot; fchdir; exec /r
      -u/f -r/r true                    | open uts /f; open root /r; enter uts; open-wd .; fchroot; fchdir; exec true
      -u/f -r=/r true                   | open uts /f; open root =/r; enter uts; open-wd .; fchroot; fchdir; exec true
      -u/f -r= true                     | open uts /f; open root =; enter uts; open-wd .; fchroot; fchdir; exec true
      -u/f --root=/r true               | open uts /f; open root /r; enter uts; open-wd .; fchroot; fchdir; exec true
      -u/f --root==/r true              | open uts /f; open root =/r; enter uts; open-wd .; fchroot; fchdir; exec true
      -u/f --root= true                 | open uts /f; open root ''; enter uts; open-wd .; fchroot; fchdir; exec true
      -u/f -r/a -r/b true               | open uts /f; open root /a; open root /b; enter uts; open-wd .; fchroot; fchdir; exec true
      -t 7 -u -r -r/r true              | open root /r; target 7 -; take root; enter uts; open-wd .; fchroot; fchdir; exec true
      -t 7 -u -r/r -r true              | open root /r; target 7 -; take root; enter uts; open-wd .; fchroot; fchdir; exec true
      -t 7 -u -w true                   | target 7 -; take wd; enter uts; fchdir; exec true
      -t 7 -u --wd true                 | target 7 -; take wd; enter uts; fchdir; exec true
      -t 7 -u -w /w                     | target 7 -; take wd; enter uts; fchdir; exec /w
      -u/f -w/w true                    | open uts /f; open wd /w; enter uts; fchdir; exec true
      -u/f -w=/w true                   | open uts /f; open wd /w; enter uts; fchdir; exec true
      -u/f -w= true                     | open uts /f; open wd ''; enter uts; fchdir; exec true
      -u/f --wd=/w true                 | open uts /f; open wd /w; enter uts; fchdir; exec true
      -u/f --wd==/w true                | open uts /f; open wd /w; enter uts; fchdir; exec true
      -u/f -w/a -w/b true               | open uts /f; open wd /a; open wd /b; enter uts; fchdir; exec true
      -t 7 -u -w -w/w true              | open wd /w; target 7 -; take wd; enter uts; fchdir; exec true
      -t 7 -u -w/w -w true              | open wd /w; target 7 -; take wd; enter uts; fchdir; exec true
      -u/f -W/w true                    | open uts /f; enter uts; open-wd /w; fchdir; exec true
      -u/f -W=/w true                   | open uts /f; enter uts; open-wd /w; fchdir; exec true
      -u/f -W= true                     | open uts /f; enter uts; open-wd ''; fchdir; exec true
      -u/f --wdns=/w true               | open uts /f; enter uts; open-wd /w; fchdir; exec true
      -u/f --wdns==/w true              | open uts /f; enter uts; open-wd /w; fchdir; exec true
      -u/f --wdn=w true                 | open uts /f; enter uts; open-wd w; fchdir; exec true
      -u/f -W true                      | open uts /f; enter uts; exec true
      -u/f --wdns /w                    | open uts /f; enter uts; exec /w
      -u/f -W/a -W/b true               | open uts /f; enter uts; open-wd /b; fchdir; exec true
      -u/f -W/a -W true                 | open uts /f; enter uts; open-wd /a; fchdir; exec true
      -t 7 -u -e true                   | target 7 -; take environ; enter uts; load-env; exec true
      -t 7 -u --env true                | target 7 -; take environ; enter uts; load-env; exec true
      -t 7 -u --e true                  | target 7 -; take environ; enter uts; load-env; exec true
      -t 7 -u -e -e true                | target 7 -; take environ; enter uts; load-env; exec true
      -t 7 -p true                      | target 7 -; enter pid; fork follow; exec true
      -t 7 -p -F true                   | target 7 -; enter pid; exec true
      -t 7 -Fp true                     | target 7 -; enter pid; exec true
      -t 7 -p --no-fork true            | target 7 -; enter pid; exec true
      -t 7 -p --no true                 | target 7 -; enter pid; exec true
      -t 7 -u -F true                   | target 7 -; enter uts; exec true
      -t 7 -u -c true                   | target 7 -; take cgroup; enter uts; join-cgroup; exec true
      -t 7 -u --join-cgroup true        | target 7 -; take cgroup; enter uts; join-cgroup; exec true
      -t 7 -u --j true                  | target 7 -; take cgroup; enter uts; join-cgroup; exec true
      -t 7 -u -Z true                   | target 7 -; follow-context; enter uts; exec true
      -t 7 -u --follow-context true     | target 7 -; follow-context; enter uts; exec true
      -t 7 -u --follow true             | target 7 -; follow-context; enter uts; exec true
      -ecZFu -t 7 true                  | target 7 -; follow-context; take environ,cgroup; enter uts; load-env; join-cgroup; exec true
      -ceS5 -ut -t 7 true               | open uts t; target 7 -; take environ,cgroup; enter uts; load-env; join-cgroup; setuid 5; exec true
      -et7 -u true                      | target 7 -; take environ; enter uts; load-env; exec true
      -er -u/f -t 7 true                | open uts /f; target 7 -; take root,environ; enter uts; open-wd .; fchroot; fchdir; load-env; exec true
      -er/r -u -t 7 true                | open root /r; target 7 -; take environ; enter uts; open-wd .; fchroot; fchdir; load-env; exec true
      -t 7 -u -- true                   | target 7 -; enter uts; exec true
      -t 7 -u -- -i                     | target 7 -; enter uts; exec -i
      -t 7 -u -                         | target 7 -; enter uts; exec -
      -t 7 -u ''                        | target 7 -; enter uts; exec ''
      -t 7 -u true -i -- -x             | target 7 -; enter uts; exec true -i -- -x
      -t 7 -u true --help               | target 7 -; enter uts; exec true --help
      """;

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = TABLE)
  void words_become_a_plan(String words, String plan) {
    assertThat(Ask.plan("enter " + words)).isEqualTo(plan);
    assertThat(asTool(words)).isEqualTo(asOurs(words));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          m | mount  | mnt    | enter mnt
          u | uts    | uts    | enter uts
          i | ipc    | ipc    | enter ipc
          n | net    | net    | enter net
          p | pid    | pid    | enter pid; fork follow
          U | user   | user   | drop-groups early; enter user; drop-groups unless-denied; setgid 0; setuid 0
          C | cgroup | cgroup | enter cgroup
          T | time   | time   | enter time
          """)
  void a_namespace_is_the_targets_or_a_file_or_a_number(
      String shortName, String longName, String type, String steps) {
    for (String words : List.of("-" + shortName, "--" + longName)) {
      assertPlan("-t 7 " + words, "target 7 -; " + steps);
    }
    for (String name : List.of("-" + shortName, "-" + shortName + "=", "--" + longName + "=")) {
      assertPlan(name + "/f", "open " + type + " /f; " + steps);
      assertPlan(name + ":5", "open-id " + type + " 5; " + steps);
      assertPlan(name + "7", "open " + type + " 7; " + steps);
    }
    assertPlan("--" + longName + "==/f", "open " + type + " /f; " + steps);
    assertPlan("-" + shortName + "==/f", "open " + type + " =/f; " + steps);
  }

  private static void assertPlan(String words, String steps) {
    assertThat(Ask.plan("enter " + words + " true")).as(words).isEqualTo(steps + "; exec true");
    assertThat(asTool(words + " true")).as(words).isEqualTo(asOurs(words + " true"));
  }

  @ParameterizedTest
  @CsvSource({
    "--mo, mnt",
    "--m, mnt",
    "--ut, uts",
    "--i, ipc",
    "--pi, pid",
    "--cg, cgroup",
    "--c, cgroup",
    "--ti, time"
  })
  void a_long_name_may_be_cut(String name, String type) {
    assertPlan("-F -t 7 " + name, "target 7 -; enter " + type);
    assertPlan("-F " + name + "=/f", "open " + type + " /f; enter " + type);
  }

  @Test
  void a_name_that_another_one_begins_with_is_itself() {
    assertPlan("-t 7 --net", "target 7 -; enter net");
    assertPlan("-t 7 --user --pr", "target 7 -; enter user");
    assertPlan("-t 7 -u --wd", "target 7 -; take wd; enter uts; fchdir");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -a -t SELF true             | target SELF start:N; enter TYPES; fork follow; exec true
          --all -t SELF true          | target SELF start:N; enter TYPES; fork follow; exec true
          --al -t SELF true           | target SELF start:N; enter TYPES; fork follow; exec true
          -aa -t SELF true            | target SELF start:N; enter TYPES; fork follow; exec true
          -t SELF -a -u true          | target SELF start:N; enter TYPES; fork follow; exec true
          -at SELF true               | target SELF start:N; enter TYPES; fork follow; exec true
          -aFt SELF true              | target SELF start:N; enter TYPES; exec true
          -at SELF:1 true             | target SELF ino:1; enter TYPES; fork follow; exec true
          -at SELF -u/f true          | open uts /f; target SELF start:N; enter TYPES; fork follow; exec true
          -at SELF -N 3 true          | target SELF start:N; net-socket 3; enter TYPES; fork follow; exec true
          -at SELF --keep-caps true   | target SELF start:N; enter TYPES; fork follow; exec true
          -aFt SELF -U/f --pr true    | open user /f; target SELF start:N; enter user,TYPES; exec true
          """)
  void all_are_those_that_the_kernel_has_but_our_own_user_namespace(String words, String plan)
      throws IOException {
    assertThat(Self.plan("enter " + words)).isEqualTo(plan);
    assertThat(asTool(Self.in(words))).isEqualTo(asOurs(Self.in(words)));
  }

  @Test
  void every_option_of_the_tool_is_in_the_table() {
    Set<EnterOption> elsewhere =
        EnumSet.of(
            EnterOption.HELP,
            EnterOption.VERSION,
            EnterOption.ALL,
            EnterOption.MOUNT,
            EnterOption.IPC,
            EnterOption.NET,
            EnterOption.PID,
            EnterOption.USER,
            EnterOption.CGROUP,
            EnterOption.TIME);
    for (EnterOption option : EnterOption.OF_NSENTER) {
      if (!elsewhere.contains(option)) {
        assertThat(TABLE).contains("--" + option.option().longName());
      }
    }
  }

  @Test
  void the_program_is_named_by_its_number() {
    assertThat(Ask.line("enter -t 1 -u true x").body())
        .isEqualTo("target\000@2:0\0-\0enter\0uts\0exec\0004\0");
    assertThat(Ask.line("enter -u 1 true x").body())
        .isEqualTo("never-keep\0target\0001\0-\0enter\0uts\0exec\0003\0");
    assertThat(Ask.words("/usr/bin/nsenter", 0, Ask.split("-t 1 -u true x")).body())
        .isEqualTo("target\000@1:0\0-\0enter\0uts\0exec\0003\0");
    assertThat(Ask.line("enter -u 1").body())
        .isEqualTo("never-keep\0target\0001\0-\0enter\0uts\0login-shell\0");
  }

  @Test
  void files_are_bytes() {
    assertThat(Ask.words("nsenter", 0, List.of("-u/\u00ff\n \u0080", "x")).body())
        .isEqualTo("open\0uts\0/\u00ff\n \u0080\0enter\0uts\0exec\0001\0");
  }

  @Test
  void help_and_version_answer_where_they_stand() {
    assertThat(Ask.line("enter -u --version --foo").body()).isEqualTo("nsjava 0.1.0\n");
    assertThat(Ask.line("enter -aV").body()).isEqualTo("nsjava 0.1.0\n");
    assertThat(Ask.line("enter -w -h -W --foo").body()).startsWith("Usage: nsjava enter ");
    assertThat(Ask.failure(Ask.line("enter -S x --help")))
        .isEqualTo("nsjava: failed to parse uid: 'x'");
    assertThat(Ask.words("nsenter", 0, List.of("-aV")).body())
        .isEqualTo("nsenter from nsjava 0.1.0\n");
  }

  /** The plan called as the tool. */
  private static String asTool(String words) {
    return plan(Ask.words("/usr/bin/nsenter", 0, Ask.split(words)));
  }

  /** The plan that the tool must have: the numbers of words are one less without {@code enter}. */
  private static String asOurs(String words) {
    return Pattern.compile("(?<=exec |target @)[0-9]+")
        .matcher(plan(Ask.line("enter " + words)))
        .replaceAll(number -> Integer.toString(Integer.parseInt(number.group()) - 1));
  }

  private static String plan(Answer answer) {
    assertThat(answer.kind()).as(answer.body()).isEqualTo("plan");
    return answer.body().replace('\0', ' ').strip();
  }
}
