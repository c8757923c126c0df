package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code net graph} of what there is. */
@KernelTest
class NetGraphIT {

  private static final String SCENE =
      """
      net() { %s net "$@"; }
      cat >/mnt/lab.yaml <<'YAML'
      bridges: {br0: {in: host, subnet: 10.0.0.0/24, gateway: true}}
      namespaces: {'web[1-2]': {join: br0}}
      YAML
      """
          .formatted(Fixtures.NSJAVA);

  private static Result run(String script) {
    return NetConnectIT.run(SCENE, script);
  }

  @Test
  void all_that_there_is_is_drawn_also_what_only_processes_hold() {
    Result result =
        run(
            """
            net add named
            net link add v0 --type veth --peer eth0 --peer-netns named --up
            unshare -n sleep 1000 & pid=$!
            until [ "$(readlink /proc/$pid/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do :; done
            net link add v1 --type veth --peer eth0 --peer-netns $pid --up
            net addr add 10.5.0.1/24 --dev v1
            net graph --live --format dot >/mnt/dot; echo $?
            kill $pid
            grep -o 'named' /mnt/dot | sort -u
            grep -o "sleep[.]$pid" /mnt/dot | sort -u | sed 's/[0-9]*//g'
            grep -o '10[.]5[.]0[.]1/24' /mnt/dot | sort -u
            """);
    // what it says of others' namespaces is as it may be
    assertThat(result.err().lines()).noneMatch(line -> line.matches(".*(named|sleep[.]).*"));
    assertThat(result.lines()).containsExactly("0", "named", "sleep.", "10.5.0.1/24");
  }

  @Test
  void a_picture_has_what_no_file_could_say() {
    Result result =
        run(
            """
            net add one two 'a b'
            for n in one two; do
              net link add br0 --type bridge --netns $n --up
              net link add v-$n --type veth --peer p0 --peer-netns $n --up
              net link set p0 --netns $n --master br0
            done
            net link add '[x]' --type veth --peer 'y;' --peer-netns 'a b' --up
            net graph --live --format dot >/mnt/dot; echo $?
            grep -c 'label="br0", peripheries' /mnt/dot
            grep -oE '"(a b|v-one|v-two|[[]x[]]|y;)"' /mnt/dot | sort
            """);
    assertThat(result.err().lines()).noneMatch(line -> line.contains("br0"));
    assertThat(result.lines())
        .containsExactly("0", "2", "\"[x]\"", "\"a b\"", "\"v-one\"", "\"v-two\"", "\"y;\"");
  }

  /** Such are there for a moment when a network goes. */
  @Test
  void a_port_whose_other_end_nobody_sees_is_drawn() {
    Result result =
        run(
            """
            ip netns add far; ip link add br9 type bridge
            ip link add p9 type veth peer name q9 netns far; ip link set p9 master br9
            exec 9</run/netns/far; ip netns del far
            net graph --live --format dot >/mnt/dot; echo $?
            grep -o 'p9: [a-z]*' /mnt/dot
            """);
    assertThat(result.lines()).containsExactly("0", "p9: veth");
  }

  @Test
  void what_is_up_is_drawn_with_what_is_missing() {
    Result result =
        run(
            """
            net up /mnt/lab.yaml >/mnt/out
            net graph lab >/mnt/whole; echo $?
            grep -c missing /mnt/whole
            ip -n web1 addr del 10.0.0.1/24 dev eth0
            ip link del web2-eth0
            net graph lab >/mnt/drifted
            grep -c missing /mnt/drifted
            grep -c drifted /mnt/drifted
            """);
    assertThat(result.err()).isEmpty();
    assertThat(result.lines()).containsExactly("0", "0", "1", "1");
  }
}
