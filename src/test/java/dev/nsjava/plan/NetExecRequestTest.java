package dev.nsjava.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.plan.NetExecRequest.Place;
import dev.nsjava.plan.NetExecRequest.User;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of {@code net exec}. */
class NetExecRequestTest {

  private static final String IN_BLUE =
      "open net /run/netns/blue; enter net; unshare mnt; propagation slave; sysfs blue;"
          + " bind /etc/netns/blue/hosts /etc/hosts; ";

  private static final Place BLUE =
      new Place(
          "blue", "/run/netns/blue", List.of(new Step.Bind("/etc/netns/blue/hosts", "/etc/hosts")));
  private static final User ADA =
      new User(7, 8, List.of("8", "9"), List.of(new Step.SetEnv("USER", "ada")));

  private static String plan(NetExecRequest request) {
    String text = request.toPlan().explain(List.of("net", "exec", "blue", "true"));
    return text.strip().replace("\n", "; ").replaceAll(" +", " ");
  }

  @Test
  void the_user_changes_last() {
    assertThat(plan(new NetExecRequest(List.of(BLUE), false, ADA, 3)))
        .isEqualTo(IN_BLUE + "groups 8,9; setgid 8; setuid 7; set-env USER=ada; exec true");
  }

  @Test
  void in_the_callers_namespace_nothing_changes() {
    Place host = new Place("host", null, List.of());

    assertThat(plan(new NetExecRequest(List.of(host), false, null, 3))).isEqualTo("exec true");
  }

  @Test
  void each_counts_the_steps_of_its_child() {
    assertThat(plan(new NetExecRequest(List.of(BLUE, BLUE), true, null, 3)))
        .isEqualTo(
            ("each $'\\012netns: blue\\012' 7; " + IN_BLUE + "exec true; ").repeat(2) + "exit 0");
    assertThat(plan(new NetExecRequest(List.of(), true, null, 3))).isEqualTo("exit 0");
  }
}
