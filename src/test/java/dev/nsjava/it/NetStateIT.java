package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code net up} remembers, and how long what it brought up lasts, when something goes wrong.
 */
@KernelTest
@Tag("not-sanitized") // NetConnectIT and NetRunIT make the same calls
class NetStateIT {

  private static final String SCENE =
      """
      net() { %s net "$@"; }
      left() { ip -br link | awk '{print $1}'; find /run/netns /run/nsjava /etc/netns -mindepth 1 2>/dev/null; }
      mkdir -p /etc/netns
      mount -t tmpfs -o mode=755 etc /etc/netns
      cat >/mnt/lab.yaml <<'YAML'
      namespaces: {a: {dns: {servers: 10.0.0.53}}}
      links: [[host:h 10.0.0.1/24, a:x 10.0.0.2/24]]
      checks: [ping host -> a, tcp host -> 10.0.0.2:80]
      YAML
      """
          .formatted(Fixtures.NSJAVA);

  private static Result run(String script) {
    return NetConnectIT.run(SCENE, script);
  }

  @Test
  void one_that_is_damaged_stops_nothing() {
    Result result =
        run(
            """
            net up /mnt/lab.yaml
            printf '\\377\\376\\033[31m\\n' >/run/nsjava/lab.yaml
            net ps | tail -n 1 | tr -s ' ' | cut -d ' ' -f 4-
            net plan /mnt/lab.yaml
            net up /mnt/lab.yaml
            net ps | tail -n 1 | tr -s ' ' | cut -d ' ' -f 4-
            printf '\\377' >/run/nsjava/lab.yaml
            net down lab
            left
            """);
    assertThat(result.err()).isEmpty();
    assertThat(result.lines())
        .containsExactly(
            "'lab' is up: 5 made",
            "unknown: what is remembered is no topology",
            "'lab' is up: nothing to change",
            "'lab' is up already: nothing to change",
            "up",
            "'lab' is down: 3 removed",
            "lo");
  }

  @Test
  void it_goes_down_when_its_state_is_no_file() {
    Result result =
        run(
            """
            net up /mnt/lab.yaml
            rm /run/nsjava/lab.yaml; mkdir /run/nsjava/lab.yaml
            net down lab; echo $?
            left
            """);
    assertThat(result.err())
        .isEqualTo("nsjava: cannot remove /run/nsjava/lab.yaml: Is a directory\n");
    assertThat(result.lines())
        .containsExactly("'lab' is up: 5 made", "1", "lo", "/run/nsjava/lab.yaml");
  }

  /** Whoever may open a file may lock it. */
  @Test
  void another_user_holds_nobody_up() {
    Result result =
        run(
            """
            net up /mnt/lab.yaml
            other="setpriv --reuid=54321 --regid=54321 --clear-groups flock"
            $other --no-fork /run/nsjava sleep 1000 & # a directory that all may read
            while flock --nonblock /run/nsjava true; do :; done
            $other --nonblock /run/nsjava.lock true 2>/mnt/told || echo refused
            net down lab
            kill $!
            """);
    assertThat(result.err()).isEmpty();
    assertThat(result.lines())
        .containsExactly("'lab' is up: 5 made", "refused", "'lab' is down: 3 removed");
  }

  /** A write that finds no more room writes what fits. */
  @Test
  void a_state_that_does_not_fit_is_no_state() {
    Result result =
        run(
            """
            mount -o remount,size=64k /run
            head -c 9000 /dev/zero | tr '\\0' '#' >>/mnt/lab.yaml
            mkdir /run/nsjava
            head -c 57344 /dev/zero >/run/full
            net up /mnt/lab.yaml; echo $?
            left
            rm /run/full
            net up /mnt/lab.yaml
            """);
    assertThat(result.err())
        .isEqualTo("nsjava: cannot write /run/nsjava/lab.yaml: No space left on device\n");
    assertThat(result.lines()).containsExactly("1", "lo", "'lab' is up: 5 made");
  }

  /** An empty one is left by who was killed while it named a namespace. */
  @ParameterizedTest
  @ValueSource(strings = {"echo text >", "ln -s /mnt/lab.yaml ", "ln -s /nowhere ", "mkdir "})
  void files_of_others_that_are_no_namespaces_stay(String making) {
    Result result =
        run(
            """
            net add b
            %s/run/netns/a
            ls -l /run/netns >/mnt/before
            net up /mnt/lab.yaml; echo $?
            ls -l /run/netns | diff /mnt/before -
            rm -r /run/netns/a; : >/run/netns/a
            net up /mnt/lab.yaml
            """
                .formatted(making));
    assertThat(result.err())
        .isEqualTo(
            "nsjava: /run/netns/a is no network namespace: take another name, or remove it\n");
    assertThat(result.lines()).containsExactly("1", "'lab' is up: 5 made");
  }

  @Test
  void names_that_another_topology_has_are_told_with_it() {
    Result result =
        run(
            """
            net up /mnt/lab.yaml
            sed '1i name: other' /mnt/lab.yaml >/mnt/other.yaml
            net up /mnt/other.yaml
            """);
    assertThat(result.err())
        .isEqualTo(
            "nsjava: network namespace 'a' exists already, and is of 'lab':"
                + " take another name, or take that down (net down lab);"
                + " a link 'h' exists already, and is of 'lab':"
                + " take another name, or take that down (net down lab)\n");
    assertThat(result.lines()).containsExactly("'lab' is up: 5 made");
  }

  @Test
  void one_of_another_user_is_not_taken_for_one_in_the_foreground() {
    Result result =
        run(
            """
            net up /mnt/lab.yaml
            chmod 711 /mnt
            setpriv --reuid 54321 --regid 54321 --clear-groups %s net up /mnt/lab.yaml
            """
                .formatted(Fixtures.NSJAVA));
    assertThat(result.err())
        .startsWith(
            "nsjava: cannot open /run/nsjava.lock: Permission denied\nhint: networks are changed by");
    assertThat(result.lines()).containsExactly("'lab' is up: 5 made");
  }

  @Test
  void with_rm_it_goes_down_when_a_check_fails() {
    Result result = run("net up --rm --foreground --wait 0 /mnt/lab.yaml; echo $?\nleft\n");
    assertThat(result.err())
        .isEqualTo("nsjava: a check fails: tcp host -> 10.0.0.2:80: Connection refused\n");
    assertThat(result.lines()).containsExactly("1", "lo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HUP", "TERM"})
  void with_rm_it_goes_down_when_a_signal_ends_the_wait(String signal) {
    Result result =
        run(
            """
            %s net up --rm --foreground --wait 600 /mnt/lab.yaml & pid=$!
            until ip neigh show to 10.0.0.2 | grep -q lladdr; do :; done
            kill -%s $pid
            wait $pid; echo $?
            left
            """
                .formatted(Fixtures.NSJAVA, signal));
    assertThat(result.err()).isEmpty();
    assertThat(result.lines()).containsExactly("'lab' is down: 3 removed", "0", "lo");
  }
}
