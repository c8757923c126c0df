package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code net up}, {@code plan}, {@code down} and {@code ps}. */
@KernelTest
@Tag("not-sanitized") // NetConnectIT and NetRunIT make the same calls
class NetUpIT {

  /** {@code all} prints what there is, as it stays the same. */
  private static final String SCENE =
      """
      net() { %s net "$@"; }
      inside() { ip netns exec "$@"; }
      all() {
        for n in $(ls /run/netns 2>/dev/null | sort); do echo "[$n]"; one "-n $n"; done
        echo '[host]'; one
        find /run/nsjava /etc/netns -mindepth 1 2>/dev/null
      }
      one() {
        ip $1 -br link | awk '{print $1, $3}'
        ip $1 -o addr show scope global | awk '{print $2, $4}'
        ip $1 route
      }
      ip link set lo up
      mkdir -p /etc/netns
      mount -t tmpfs -o mode=755 etc /etc/netns
      cat >/mnt/lab.yaml <<'YAML'
      bridges:
        br0: {in: host, subnet: 10.0.0.0/24, gateway: true}
      namespaces:
        'web[1-2]': {join: br0}
        db: {forward: true, dns: {servers: [10.0.0.53], search: [lab]}}
      links:
        - [web1:eth1 10.1.0.1/24, db:eth0 10.1.0.2/24]
      YAML
      """
          .formatted(Fixtures.NSJAVA);

  private static Result run(String script) {
    return NetConnectIT.run(SCENE, script);
  }

  private static void prints(String script, String... lines) {
    Result result = run(script);
    assertThat(result.err()).isEmpty();
    assertThat(result.lines()).containsExactly(lines);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_terminal_is_told_how_far_a_large_one_is() {
    Result result =
        run(
            """
            echo "namespaces: {'n[1-120]': {}}" >/mnt/lab.yaml
            for way in up down; do
              /usr/bin/script -qec "stty cols 80; %s net $way /mnt/lab.yaml" /mnt/typescript
            done
            """
                .formatted(Fixtures.NSJAVA));
    assertThat(result.err()).isEmpty();
    assertThat(result.out().split("[\r\n]+(\033\\[K)?"))
        .containsExactly(
            "",
            "##########.............................. 64 of 240",
            "####################.................... 120 of 240",
            "##############################.......... 184 of 240",
            "'lab' is up: 120 made",
            "........................................ 0 of 120",
            "'lab' is down: 120 removed");
  }

  /** Nobody takes connections there: it waits until a signal ends it. */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_terminal_is_told_what_is_waited_for_and_what_becomes_of_it() {
    Result result =
        run(
            """
            cat >/mnt/lab.yaml <<'YAML'
            namespaces: {a: {run: {x: {cmd: [sleep, '1000'], ready: "tcp:80"}}}}
            YAML
            cat >/mnt/inner <<'SH'
            stty cols 80
            %s net up /mnt/lab.yaml & pid=$!
            until grep -q waiting /mnt/typescript; do sleep 0.1; done
            kill -TERM $pid; wait $pid
            SH
            /usr/bin/script -qfec 'sh /mnt/inner' /mnt/typescript
            net ps
            net logs lab
            """
                .formatted(Fixtures.NSJAVA));
    assertThat(result.out())
        .contains(
            "\r\033[Kwaiting for a/x: tcp:80\r\033[K"
                + "\r\033[Knsjava: interrupted: what was made is taken back\r\n");
    assertThat(result.out()).doesNotContain("lab  ");
    assertThat(result.err()).isEqualTo("nsjava: no topology 'lab' is known to be up\n");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void processes_that_there_are_none_of_have_no_logs() {
    Result result = run("net up /mnt/lab.yaml >/mnt/out; net logs lab; echo $?");
    assertThat(result.err()).isEqualTo("nsjava: topology 'lab' has no processes\n");
    assertThat(result.lines()).containsExactly("1");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void it_goes_up_once_and_down_to_nothing() {
    prints(
        """
        all >/mnt/before
        net up /mnt/lab.yaml
        net up /mnt/lab.yaml
        net plan /mnt/lab.yaml; echo $?
        inside web1 packet ping 10.0.0.2 10.0.0.254 10.1.0.2
        packet ping 10.0.0.1
        inside db cat /proc/sys/net/ipv4/ip_forward
        grep nameserver /etc/netns/db/resolv.conf
        ip -n web1 route show default
        net down lab
        all >/mnt/after
        diff /mnt/before /mnt/after && echo nothing is left
        net down /mnt/lab.yaml
        """,
        "'lab' is up: 17 made",
        "'lab' is up already: nothing to change",
        "'lab' is up: nothing to change",
        "0",
        "pong 10.0.0.2",
        "pong 10.0.0.254",
        "pong 10.1.0.2",
        "pong 10.0.0.1",
        "1",
        "nameserver 10.0.0.53",
        "default via 10.0.0.254 dev eth0 proto static ",
        "'lab' is down: 7 removed",
        "nothing is left",
        "'lab' was not up");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_plan_says_what_would_be_changed_and_changes_nothing() {
    prints(
        """
        printf 'links: [[a:eth0 10.0.0.1/24, b:eth0 10.0.0.2/24]]\\n' >/mnt/two.yaml
        net plan /mnt/two.yaml; echo $?
        ls /run | grep -v mount
        """,
        "+ namespace a",
        "+ namespace b",
        "+ link a:eth0 -- b:eth0",
        "+ address 10.0.0.1/24 at a:eth0",
        "+ address 10.0.0.2/24 at b:eth0",
        "2");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "s/10.1.0.1/10.1.0.7/ | - address 10.1.0.1/24 at web1:eth1, + address 10.1.0.7/24 at web1:eth1",
        "s/gateway: true/gateway: true, mtu: 1400/ | ~ link host:br0 mtu 1500 -> 1400,"
            + " ~ link web1:eth0 mtu 1500 -> 1400, ~ link host:web1-eth0 mtu 1500 -> 1400,"
            + " ~ link web2:eth0 mtu 1500 -> 1400, ~ link host:web2-eth0 mtu 1500 -> 1400",
        "s/gateway: true/gateway: true, stp: true/ | ~ link host:br0 stp off -> stp on",
        "s/forward: true, // | ~ sysctl db net.ipv4.ip_forward = 0, ~ sysctl db net.ipv6.conf.all.forwarding = 0",
        "s/, search: .lab.// | ~ dns db",
        "s/web.1-2./web[1-3]/ | + namespace web3, + link web3:eth0 -- host:web3-eth0,"
            + " + address 10.0.0.3/24 at web3:eth0, + route default via 10.0.0.254 dev eth0 in web3",
        "s/web.1-2./web1/ | - namespace web2, - link host:web2-eth0",
      })
  void an_edited_file_changes_only_what_differs(String line) {
    String[] parts = line.split(" \\| ", 2);
    prints(
        """
        net up /mnt/lab.yaml >/mnt/out
        for n in web1 db; do ip -n $n -br link; done >/mnt/before
        sed '%s' /mnt/lab.yaml >/mnt/edited/lab.yaml
        net plan /mnt/edited/lab.yaml
        net up /mnt/edited/lab.yaml >/mnt/out || cat /mnt/out
        net plan /mnt/edited/lab.yaml
        for n in web1 db; do ip -n $n -br link; done | diff /mnt/before -
        net up /mnt/lab.yaml >/mnt/out
        net plan /mnt/lab.yaml
        """
            .replace("sed", "mkdir -p /mnt/edited; sed")
            .formatted(parts[0]),
        concat(parts[1].split(", (?=[-+~])"), "'lab' is up: nothing to change"));
  }

  private static String[] concat(String[] lines, String last) {
    String[] all = new String[lines.length + 2];
    System.arraycopy(lines, 0, all, 0, lines.length);
    all[lines.length] = last;
    all[lines.length + 1] = last;
    return all;
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void what_drifts_is_told_and_put_right() {
    prints(
        """
        net up /mnt/lab.yaml >/mnt/out
        net ps | awk '{print $1, $2, $4, $5}'
        ip -n web1 addr del 10.0.0.1/24 dev eth0
        ip -n db link set eth0 down
        ip -n web2 link set eth0 mtu 1300
        ip link del web2-eth0
        net ps | awk '{print $1, $2, $4, $5}'
        net up /mnt/lab.yaml
        inside web1 packet ping 10.0.0.2 10.1.0.2
        net ps --json | grep state
        """,
        "NAME NAMESPACES STATE ",
        "lab 3 up ",
        "NAME NAMESPACES STATE ",
        "lab 3 drifted (6)",
        "'lab' is up: 5 made, 1 changed",
        "pong 10.0.0.2",
        "pong 10.1.0.2",
        "         \"state\": \"up\"");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void what_is_of_others_is_left_alone() {
    Result result =
        run(
            """
            ip netns add web1; ip link add br0 type bridge
            all >/mnt/before
            net up /mnt/lab.yaml; echo $?
            all | diff /mnt/before -
            net down lab
            all | diff /mnt/before -
            """);
    assertThat(result.err())
        .isEqualTo(
            "nsjava: network namespace 'web1' exists already, and is of no file:"
                + " take another name, or delete it (net del web1);"
                + " a link 'br0' exists already, and is of no file:"
                + " take another name, or delete it (net link del br0)\n");
    assertThat(result.lines()).containsExactly("1", "'lab' was not up");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void what_fails_half_way_leaves_nothing() {
    Result result =
        run(
            """
            all >/mnt/before
            sed -i 's/forward: true/sysctl: {net.ipv4.nothing: 1}/' /mnt/lab.yaml
            net up /mnt/lab.yaml; echo $?
            all | diff /mnt/before -
            """);
    assertThat(result.err()).startsWith("nsjava: cannot set net.ipv4.nothing");
    assertThat(result.lines()).first().isEqualTo("1");
    assertThat(result.out()).doesNotContain("br0").doesNotContain("web1").doesNotContain("lab");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void words_are_looked_at_before_anything_is_made() {
    Result result =
        run(
            """
            all >/mnt/before
            net up /mnt/lab.yaml --wait 5s; echo $?
            all | diff /mnt/before -
            """);
    assertThat(result.err())
        .isEqualTo("nsjava: --wait must be 0 to 86400 seconds, without a unit: '5s'\n");
    assertThat(result.lines()).containsExactly("1");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void it_goes_down_without_its_state() {
    prints(
        """
        net up /mnt/lab.yaml >/mnt/out
        rm -r /run/nsjava
        net ps | awk '{print $1, $2, $3, $4}'
        net down lab
        find /run/netns /etc/netns -mindepth 1; ip -br link | awk '{print $1}'
        """,
        "NAME NAMESPACES SINCE STATE",
        "lab 3 unknown: its",
        "'lab' is down: 7 removed",
        "lo");
  }

  /** Each waits for the other; both find the same in the end. */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void two_at_once_make_one() {
    prints(
        """
        net up /mnt/lab.yaml >/mnt/1 & one=$!
        net up /mnt/lab.yaml >/mnt/2 & two=$!
        wait $one && wait $two
        cat /mnt/1 /mnt/2 | sort
        net plan /mnt/lab.yaml
        """,
        "'lab' is up already: nothing to change",
        "'lab' is up: 17 made",
        "'lab' is up: nothing to change");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void in_the_foreground_it_lasts_until_a_signal() {
    prints(
        """
        mkfifo /mnt/fifo
        %s net up /mnt/lab.yaml --foreground --rm >/mnt/fifo & pid=$!
        exec 3</mnt/fifo
        read -r line <&3; echo "$line"
        ls /run/netns
        kill -TERM $pid; kill -HUP $pid # who is impatient asks twice
        cat <&3
        wait $pid; echo $?
        ls /run/netns
        """
            .formatted(Fixtures.NSJAVA),
        "'lab' is up: 17 made",
        "db",
        "web1",
        "web2",
        "'lab' is down: 7 removed",
        "0");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void one_without_names_is_of_one_command() {
    Result result =
        run(
            """
            sed -i '1i pin: false' /mnt/lab.yaml; mkfifo /mnt/fifo
            %s net up /mnt/lab.yaml --foreground >/mnt/fifo & pid=$!
            exec 3</mnt/fifo
            read -r line <&3; echo "$line"
            ip -br link | grep -v '^lo' | sort | cut -d' ' -f1 | md5sum >/mnt/links
            net up /mnt/lab.yaml --foreground; echo $?
            net ps | sed 's/  *20[^ ]*//'
            ip -br link | grep -v '^lo' | sort | cut -d' ' -f1 | md5sum | cmp - /mnt/links && echo same
            kill -TERM $pid
            cat <&3
            wait $pid; echo $?
            net ps
            """
                .formatted(Fixtures.NSJAVA));
    assertThat(result.err())
        .isEqualTo("nsjava: 'lab' is up already, in the foreground of another command\n");
    assertThat(result.lines())
        .containsExactly(
            "'lab' is up: 17 made",
            "1",
            "NAME NAMESPACES SINCE                STATE",
            "lab           0 up, in the foreground",
            "same",
            "'lab' is down: 4 removed",
            "0");
  }

  /** Killed before each second of the calls that change something, in turn. */
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whenever_up_is_killed_the_next_up_or_down_ends_clean(int first) {
    Result result =
        run(
            """
            mkdir -p /run/nsjava /run/netns
            n=%d
            while killed $n %s net up /mnt/lab.yaml; do
              net down lab >/mnt/out || echo "down after $n"
              [ -z "$(ls /run/netns /run/nsjava /etc/netns | grep -v :)" ] || echo "left after $n"
              ip link show br0 2>/dev/null && echo "br0 after $n"
              killed $n %s net up /mnt/lab.yaml
              net up /mnt/lab.yaml >/mnt/out || echo "up after $n"
              net plan /mnt/lab.yaml >/mnt/out || { echo "plan after $n"; cat /mnt/out; }
              net down lab >/mnt/out
              n=$((n + 2))
            done >/mnt/told
            grep after /mnt/told
            [ $n -gt 30 ] && echo enough
            """
                .formatted(first, Fixtures.NSJAVA, Fixtures.NSJAVA));
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("enough\n");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whenever_down_is_killed_the_next_down_or_up_ends_clean(int first) {
    Result result =
        run(
            """
            n=%d
            net up /mnt/lab.yaml >/mnt/out
            while killed $n %s net down lab; do
              net down lab >/mnt/out || echo "down after $n"
              [ -z "$(ls /run/netns /run/nsjava /etc/netns | grep -v :)" ] || echo "left after $n"
              ip link show br0 2>/dev/null && echo "br0 after $n"
              net up /mnt/lab.yaml >/mnt/out
              killed $n %s net down lab
              net up /mnt/lab.yaml >/mnt/out || echo "up after $n"
              net plan /mnt/lab.yaml >/mnt/out || { echo "plan after $n"; cat /mnt/out; }
              n=$((n + 2))
            done >/mnt/told
            grep after /mnt/told
            [ $n -gt 15 ] && echo enough
            """
                .formatted(first, Fixtures.NSJAVA, Fixtures.NSJAVA));
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("enough\n");
  }
}
