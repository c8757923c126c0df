package dev.nsjava.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class AccountsTest {

  private final Accounts accounts = new Accounts();

  @Test
  void names_and_numbers() {
    assertThat(accounts.id(IdKind.UID, "root")).isZero();
    assertThat(accounts.id(IdKind.GID, "root")).isZero();
    assertThat(accounts.id(IdKind.UID, "4294967294")).isEqualTo(4294967294L);
    assertThat(accounts.userName(0)).isEqualTo("root");
  }

  @Test
  void a_user_that_is_not_there() {
    assertThatExceptionOfType(IdException.class)
        .isThrownBy(() -> accounts.userName(4294967290L))
        .withMessage("you (user 4294967290) don't exist.");
    assertThatExceptionOfType(IdException.class)
        .isThrownBy(() -> accounts.id(IdKind.GID, "\u00ff"))
        .withMessage("failed to parse gid '\u00ff': Invalid argument");
  }
}
