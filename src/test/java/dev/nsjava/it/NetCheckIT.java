package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code net check}: real packets, in namespaces that ip has made. */
@KernelTest
@Tag("not-sanitized") // NetConnectIT and NetRunIT make the same calls
class NetCheckIT {

  /** {@code a} and {@code b} with a router {@code r} between them. {@code check} shows no times. */
  private static final String SCENE =
      """
      check() {
        printf '%%s\\n' "$@" | sed 's/.*/  - "&"/' | cat /mnt/lab - >/mnt/lab.yaml
        nsjava >/mnt/out; s=$?
        sed -E '1d; s/ +([0-9]+\\.[0-9]{3}) +/ # /' /mnt/out
        return $s
      }
      nsjava() { %s net check $options lab.yaml; }
      inside() { ip netns exec "$@"; }
      serve() {
        inside b answer $1 /mnt/up-$1 "$2" "$3" & servers="$servers $!"
        until [ -e /mnt/up-$1 ]; do :; done
      }
      trap 'test -z "$servers" || kill $servers' EXIT
      cat >/mnt/lab <<'FILE'
      name: lab
      namespaces: {a: {}, r: {forward: true}, b: {}}
      links:
        - [a:eth0 10.0.1.2/24 fd00:1::2/64, r:eth0 10.0.1.1/24 fd00:1::1/64]
        - [r:eth1 10.0.2.1/24 fd00:2::1/64, b:eth0 10.0.2.2/24 fd00:2::2/64]
      checks:
      FILE
      for n in a r b; do ip netns add $n; ip -n $n link set lo up; done
      ip -n r link add eth0 type veth peer name eth0 netns a
      ip -n r link add eth1 type veth peer name eth0 netns b
      on() { ip -n $1 addr add $3 dev $2; ip -n $1 addr add $4 dev $2 nodad; ip -n $1 link set $2 up; }
      on r eth0 10.0.1.1/24 fd00:1::1/64; on r eth1 10.0.2.1/24 fd00:2::1/64
      on a eth0 10.0.1.2/24 fd00:1::2/64; on b eth0 10.0.2.2/24 fd00:2::2/64
      for n in 1 2; do
        name=$(echo $n | tr 12 ab)
        ip -n $name route add default via 10.0.$n.1; ip -n $name route add default via fd00:$n::1
      done
      inside r sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward; echo 1 >/proc/sys/net/ipv6/conf/all/forwarding'
      settle() { options='--wait 30'; check 'ping a -> fd00:2::2' >/mnt/settled; options=; }
      """
          .formatted(Fixtures.NSJAVA);

  private static void prints(int status, String script, String... lines) {
    Result result = NetConnectIT.run(SCENE, script + "\necho $?\n");
    assertThat(result.err()).isEmpty();
    List<String> out = result.lines();
    assertThat(out.subList(0, out.size() - 1)).containsExactly(lines);
    assertThat(out.getLast()).isEqualTo(Integer.toString(status));
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void what_is_as_it_is_to_be() {
    prints(
        0,
        """
        settle; serve 80 text 'HTTP/1.1 200 OK|Content-Length: 0||'
        check 'ping a -> b' 'ping b -> 10.0.1.2 within 2s' 'ping a -> fd00:2::2' 'ping a -> 127.0.0.1' \
          'ping r -> fd00:1::2' 'tcp a -> b:80' 'tcp a -> [fd00:2::2]:80 within 2s' 'http a -> http://b/' \
          'http r -> http://[fd00:2::2]:80/x?y 200 within 2s' 'not tcp a -> b:81' 'not http a -> http://b/ 500'
        """,
        "ping a -> b                                       ok # reply from 10.0.2.2",
        "ping b -> 10.0.1.2 within 2s                      ok # reply from 10.0.1.2",
        "ping a -> fd00:2::2                               ok # reply from fd00:2::2",
        "ping a -> 127.0.0.1                               ok # reply from 127.0.0.1",
        "ping r -> fd00:1::2                               ok # reply from fd00:1::2",
        "tcp a -> b:80                                     ok # connected to 10.0.2.2:80",
        "tcp a -> [fd00:2::2]:80 within 2s                 ok # connected to [fd00:2::2]:80",
        "http a -> http://b/                               ok # status 200",
        "http r -> http://[fd00:2::2]:80/x?y 200 within 2s ok # status 200",
        "not tcp a -> b:81                                 ok # Connection refused",
        "not http a -> http://b/ 500                       ok # status 200");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void what_is_not() {
    prints(
        1,
        """
        settle; serve 80 text 'HTTP/1.1 200 OK|Content-Length: 0||'
        ip -n r route add unreachable 10.0.3.1; ip -n r route add blackhole 10.0.3.2
        ip -n a route add unreachable 10.0.3.3; ip -n r route add unreachable fd00:3::1
        check 'not ping a -> b' 'tcp a -> b:81' 'tcp a -> [fd00:2::2]:81' 'http a -> http://b:81/' \
          'http a -> http://b/ 404' 'ping a -> 10.0.3.1' 'tcp a -> 10.0.3.1:1' 'ping a -> 10.0.3.2' \
          'tcp a -> 10.0.3.2:1' 'ping a -> 10.0.3.3' 'tcp a -> 10.0.3.3:1' 'ping a -> fd00:3::1' \
          'tcp a -> [fd00:3::1]:1' 'ping a -> b within 1us' 'tcp a -> b:80 within 1us' \
          'not ping a -> 10.0.3.2' 'not ping a -> b within 1us' 'not http a -> http://b/ within 1us'
        """,
        "not ping a -> b                    failed # reply from 10.0.2.2",
        "tcp a -> b:81                      failed # Connection refused",
        "tcp a -> [fd00:2::2]:81            failed # Connection refused",
        "http a -> http://b:81/             failed # Connection refused",
        "http a -> http://b/ 404            failed # status 200",
        "ping a -> 10.0.3.1                 failed # No route to host",
        "tcp a -> 10.0.3.1:1                failed # No route to host",
        "ping a -> 10.0.3.2                 failed # no answer",
        "tcp a -> 10.0.3.2:1                failed # no answer",
        "ping a -> 10.0.3.3                 failed # No route to host",
        "tcp a -> 10.0.3.3:1                failed # No route to host",
        "ping a -> fd00:3::1                failed # Network is unreachable",
        "tcp a -> [fd00:3::1]:1             failed # Network is unreachable",
        "ping a -> b within 1us             failed # more than 0.001 ms",
        "tcp a -> b:80 within 1us           failed # more than 0.001 ms",
        "not ping a -> 10.0.3.2             ok # no answer",
        "not ping a -> b within 1us         ok # more than 0.001 ms",
        "not http a -> http://b/ within 1us ok # more than 0.001 ms");
  }

  /** Nothing answers there, which takes the kernel seconds to find out. */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_terminal_is_told_how_far_they_are() {
    Result result =
        NetConnectIT.run(
            SCENE,
            """
            settle
            { cat /mnt/lab; echo '  [ping a -> b, ping a -> 10.0.1.77]'; } >/mnt/lab.yaml
            /usr/bin/script -qec 'stty cols 80; %s net check /mnt/lab.yaml' /mnt/typescript
            """
                .formatted(Fixtures.NSJAVA));
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("\r\033[K####################.................... 1 of 2\r\033[KCHECK ");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void servers_that_are_no_good() {
    prints(
        1,
        """
        serve 1 text 'SSH-2.0-x|'; serve 2 text 'HTTP/1.1 200'; serve 3 text ''
        serve 4 drip 'HTTP/1.1 200 OK|'; serve 5 flood 'HTTP/1.1 200 OK||'; serve 6 flood 'HTTP/1.1 200'
        serve 7 flood 'HTTP/1.1 100 Wait|'; serve 8 silent; serve 9 reset
        serve 10 text 'HTTP/1.1 302 Found|Location: http://nowhere/||'
        serve 11 text 'HTTP/1.1 103 Early Hints|Link: x||HTTP/1.1 503 Not now||'
        for n in $(seq 11); do set -- "$@" "http a -> http://b:$n/"; done
        check "$@"
        """,
        "http a -> http://b:1/  failed # no answer of HTTP/1",
        "http a -> http://b:2/  failed # closed without an answer",
        "http a -> http://b:3/  failed # closed without an answer",
        "http a -> http://b:4/  failed # no answer of HTTP/1",
        "http a -> http://b:5/  ok # status 200",
        "http a -> http://b:6/  failed # no answer of HTTP/1",
        "http a -> http://b:7/  failed # no answer of HTTP/1",
        "http a -> http://b:8/  failed # no answer of HTTP/1",
        "http a -> http://b:9/  failed # Connection reset by peer",
        "http a -> http://b:10/ ok # status 302",
        "http a -> http://b:11/ failed # status 503");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void json() {
    prints(
        1,
        """
        options=--json; check 'not tcp a -> b:81' 'tcp a -> b:81 within 5ms' >/dev/null
        s=$?; sed -E 's/[0-9]+\\.[0-9]{3}/0/' /mnt/out; (exit $s)
        """,
        "{",
        "   \"checks\": [",
        "      {",
        "         \"check\": \"not tcp a -> b:81\",",
        "         \"result\": \"ok\",",
        "         \"ms\": 0,",
        "         \"detail\": \"Connection refused\"",
        "      },{",
        "         \"check\": \"tcp a -> b:81 within 5ms\",",
        "         \"result\": \"failed\",",
        "         \"ms\": 0,",
        "         \"detail\": \"Connection refused\"",
        "      }",
        "   ]",
        "}");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "ip netns del b | topology 'lab' is not up: no network namespace 'b'",
        "rm /mnt/lab.yaml | cannot read lab.yaml: No such file or directory",
        "options='--wait 5s' | --wait must be 0 to 1000000 seconds, without a unit: '5s'",
        "sed -i /checks:/,\\$d /mnt/lab.yaml | topology 'lab' has no checks",
      })
  void what_cannot_be_checked(String before, String message) {
    Result result =
        NetConnectIT.run(
            SCENE, "check 'ping a -> r' 'ping b -> r'\n" + before + "\nnsjava; echo $?");
    assertThat(result.err()).isEqualTo("nsjava: " + message + "\n");
    assertThat(result.lines().getLast()).isEqualTo("1");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void waiting_until_all_is_well() {
    prints(
        0,
        """
        ip netns del b; options='--wait 60'
        check 'tcp a -> b:80' 'ping a -> r' 'ping b -> r' 'not tcp a -> b:81' & checker=$!
        while ip -n r link show eth1 >/dev/null 2>&1; do :; done # it goes by and by
        ip netns add b; ip -n b link set lo up
        ip -n r link add eth1 type veth peer name eth0 netns b
        on r eth1 10.0.2.1/24 fd00:2::1/64; on b eth0 10.0.2.2/24 fd00:2::2/64
        ip -n b route add default via 10.0.2.1
        serve 80 silent
        wait $checker
        """,
        "tcp a -> b:80     ok # connected to 10.0.2.2:80",
        "ping a -> r       ok # reply from 10.0.1.1",
        "ping b -> r       ok # reply from 10.0.2.1",
        "not tcp a -> b:81 ok # Connection refused");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void not_for_ever() {
    prints(
        1,
        "options='--wait 1'; check 'tcp a -> b:80' 'ping a -> r'",
        "tcp a -> b:80 failed # Connection refused",
        "ping a -> r   ok # reply from 10.0.1.1");
  }
}
