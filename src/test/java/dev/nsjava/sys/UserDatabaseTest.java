package dev.nsjava.sys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import jnr.posix.Passwd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserDatabaseTest {

  private static final String PASSWD =
      """
      # 7:x:7:7::/:
      +joe:x:1:1::/:
      root:x:0:0:root:/root:/bin/bash
      joe:x:1000:1000::/home/joe:
      \u00ff:x:4294967294:1::/:
      bad:x:5x:1::/:
      short:x:6
      joe:x:1001:1000::/home/joe:
      twin:x:1000:1::/:
      """;

  private final AccountFile file = new AccountFile(PASSWD, false);

  @Test
  void the_first_line_counts() {
    assertThat(file.id("root")).isEqualTo("0");
    assertThat(file.id("joe")).isEqualTo("1000");
    assertThat(file.name(1000)).isEqualTo("joe");
    assertThat(file.id("\u00ff")).isEqualTo("4294967294");
    assertThat(file.name(4294967294L)).isEqualTo("\u00ff");
  }

  @Test
  void where_the_file_does_not_say_the_library_is_asked() {
    assertThat(file.id("ann")).isNull();
    assertThat(file.id("")).isNull();
    assertThat(file.id("bad")).isNull();
    assertThat(file.id("short")).isNull();
    assertThat(file.id("# 7")).isNull();
    assertThat(file.id("+joe")).isNull();
    assertThat(file.name(7)).isNull();
    assertThat(new AccountFile("", false).id("root")).isNull();
  }

  @Test
  void an_account_by_name_or_number_has_all_its_fields() {
    Account joe = new Account("joe", 1000, 1000, "/home/joe");
    assertThat(file.account("joe")).isEqualTo(joe);
    assertThat(file.account("1000")).isEqualTo(joe);
    assertThat(file.account("\u00ff")).isEqualTo(new Account("\u00ff", 4294967294L, 1, "/"));
    for (String nobody : List.of("ann", "", "7", "short", "+joe", "99999999999")) {
      assertThat(file.account(nobody)).as(nobody).isNull();
    }
  }

  @Test
  void the_groups_that_name_a_user() {
    AccountFile groups =
        new AccountFile(
            "a:x:1:joe\nb:x:2:jo,joe,ann\nc:x:3:\nd:x:y:joe\n+e:x:4:joe\nf:x:5:ojoe", true);
    assertThat(groups.groupsOf("joe")).containsExactly(1L, 2L);
    assertThat(groups.groupsOf("ann")).containsExactly(2L);
    assertThat(groups.groupsOf("bob")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          passwd: files                       | true
          passwd:         files systemd       | true
          group: x;passwd:\tfiles sss         | true
          passwd: sss files                   | false
          passwd: compat                      | false
          passwd: files [SUCCESS=continue] db | false
          passwd:                             | false
          #passwd: files                      | false
          group: files                        | false
          ''                                  | false
          """)
  void the_file_is_read_only_where_it_comes_first(String nsswitch, boolean first) {
    assertThat(AccountFile.isFilesFirst(sources(nsswitch))).isEqualTo(first);
  }

  @Test
  void file_and_library_agree_on_this_machine() {
    POSIX posix = POSIXFactory.getNativePOSIX();
    UserDatabase users = new UserDatabase();
    for (int uid : new int[] {0, 1, 2, 3, 65534}) {
      Passwd user = posix.getpwuid(uid);
      String name = user == null ? null : user.getLoginName();
      assertThat(users.userName(uid)).isEqualTo(name);
      assertThat(name == null ? uid : users.uid(name)).isEqualTo(uid);
    }
    assertThat(users.gid("root")).isEqualTo(posix.getgrnam("root").getGID());
    assertThat(users.uid("nobody-here")).isEqualTo(UserDatabase.UNKNOWN);
    assertThat(users.gid("nobody-here")).isEqualTo(UserDatabase.UNKNOWN);
    assertThat(users.userName(4294967290L)).isNull();
  }

  @Test
  void only_what_is_listed_is_asked() {
    assertThat(sources("passwd: files systemd # sss")).containsExactly("files", "systemd");
    assertThat(sources("#passwd: sss;passwd:\tfiles ;group: x")).containsExactly("files");
    assertThat(sources("group: files")).isEmpty();
  }

  private static List<String> sources(String nsswitch) {
    return AccountFile.sources(nsswitch.replace(';', '\n'), "passwd");
  }
}
