package dev.nsjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.launch.Call;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

  private static final String TRY = "\nTry 'nsjava --help' for more information.";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          unshaer       | unknown command 'unshaer'\\nDid you mean 'unshare'?\\nTry 'nsjava --help'
          entr          | unknown command 'entr'\\nDid you mean 'enter'?\\nTry 'nsjava --help'
          nsenter       | unknown command 'nsenter'\\nDid you mean 'enter'?\\nTry 'nsjava --help'
          netns add a   | unknown command 'netns'\\nDid you mean 'net'?\\nTry 'nsjava --help'
          help up       | unknown command 'up'\\nDid you mean 'net up'?\\nTry 'nsjava --help'
          create a      | unknown command 'create'\\nDid you mean 'net add'?\\nTry 'nsjava --help'
          net create a  | unknown command 'create'\\nDid you mean 'add'?\\nTry 'nsjava net --help'
          net rm a      | unknown command 'rm'\\nDid you mean 'del'?\\nTry 'nsjava net --help'
          net run a x   | unknown command 'run'\\nDid you mean 'exec'?\\nTry 'nsjava net --help'
          net link new  | unknown command 'new'\\nDid you mean 'add'?\\nTry 'nsjava net link --help'
          UNSHARE       | unknown command 'UNSHARE'\\nTry 'nsjava --help'
          explian true  | unknown command 'explian'\\nDid you mean 'explain'?\\nTry 'nsjava --help'
          frobnicate    | unknown command 'frobnicate'\\nTry 'nsjava --help'
          ''            | unknown command ''\\nTry 'nsjava --help'
          ""            | no command given\\nTry 'nsjava --help'
          --            | no command given\\nTry 'nsjava --help'
          --foo         | unrecognized option '--foo'\\nTry 'nsjava --help'
          -u            | invalid option -- 'u'\\nTry 'nsjava --help'
          explain       | no command to explain\\nTry 'nsjava explain --help'
          explain ls    | cannot explain 'ls'\\nTry 'nsjava explain --help'
          explain -x    | invalid option -- 'x'\\nTry 'nsjava explain --help'
          explain entr true  | cannot explain 'entr'\\nDid you mean 'enter'?\\nTry 'nsjava explain --help'
          explain explain    | cannot explain 'explain'\\nTry 'nsjava explain --help'
          explain enter -x   | invalid option -- 'x'\\nTry 'nsjava enter --help'
          explain unshare -x | invalid option -- 'x'\\nTry 'nsjava unshare --help'
          """)
  void no_such_command(String words, String message) {
    assertThat(Ask.failure(Ask.line(words)))
        .isEqualTo("nsjava: " + message.replace("\\n", "\n") + " for more information.");
  }

  @Test
  void a_column_that_there_is_not_is_told_with_those_that_there_are() {
    assertThat(Ask.hinted(Ask.line("ls -o TYPE,FOO")))
        .startsWith("nsjava: unknown column: FOO; the columns are NS, TYPE, PATH, ");
  }

  @Test
  void a_name_with_blanks_is_one_name() {
    assertThat(Ask.failure(Ask.words("nsjava", 0, List.of("a b unshare"))))
        .isEqualTo("nsjava: unknown command 'a b unshare'" + TRY);
  }

  @Test
  void the_name_of_the_program_decides_who_speaks() {
    List<String> version = List.of("--version");
    assertThat(Ask.words("nsjava", 0, version).body()).isEqualTo("nsjava 0.1.0\n");
    assertThat(Ask.words("/x/ns", 0, version).body()).isEqualTo("nsjava 0.1.0\n");
    assertThat(Ask.words("unshare", 0, version).body()).isEqualTo("unshare from nsjava 0.1.0\n");
    assertThat(Ask.words("./unshare", 0, version).body()).isEqualTo("unshare from nsjava 0.1.0\n");
    assertThat(Ask.words("/bin/lsns", 0, version).body()).isEqualTo("lsns from nsjava 0.1.0\n");
    assertThat(Ask.words("/s/nsenter", 0, version).body()).isEqualTo("nsenter from nsjava 0.1.0\n");
    assertThat(Ask.failure(Ask.words("enter", 0, List.of("-u"))))
        .startsWith("nsjava: invalid option -- 'u'\n");
    assertThat(Ask.failure(Ask.words("./nsjava", 0, List.of("unshare", "-x"))))
        .startsWith("nsjava: invalid option -- 'x'\n");
  }

  @Test
  void a_bug_says_where_it_is_to_be_looked_for() {
    Call call = new Call("nsjava", 0, 0, 0, true, Arrays.asList("unshare", null));
    assertThat(Main.answer(call, (question, words) -> List.of()).kind()).isEqualTo("fail");
    assertThat(Main.answer(call, (question, words) -> List.of()).body())
        .startsWith("70\0nsjava: internal error: NullPointerException: ")
        .endsWith("\n\0\0")
        .doesNotContain("\tat ");
  }

  @Test
  void the_version_is_that_of_the_build() throws Exception {
    assertThat(java.nio.file.Path.of("pom.xml"))
        .content()
        .contains(
            "<artifactId>nsjava</artifactId>\n  <version>" + Invocation.VERSION + "</version>");
  }
}
