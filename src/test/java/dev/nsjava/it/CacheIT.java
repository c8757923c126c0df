package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The plans that the launcher keeps. Whether a runtime was started is seen by an installation whose
 * runtime leaves a mark each time.
 */
@KernelTest
class CacheIT {

  /**
   * {@code ask} launches, and prints {@code cold} if a runtime was started, or {@code warm}, behind
   * what the program says. {@code U} and what follows is what an ordinary user does.
   */
  private static final String SCENE =
      """
      home=/mnt/there; mkdir -p $home/bin $home/runtime/bin
      cp %1$s $home/bin/nsjava
      ln -s %2$s/lib $home/lib; ln -s %2$s/runtime/lib $home/runtime/lib
      cat >$home/runtime/bin/java <<'END'
      #!/bin/sh
      : >/mnt/started
      exec %2$s/runtime/bin/java "$@"
      END
      chmod +x $home/runtime/bin/java
      ask() {
        rm -f /mnt/started; $home/bin/nsjava "$@"; s=$?
        if [ -e /mnt/started ]; then echo cold $s; else echo warm $s; fi
      }
      cache=/var/cache/nsjava
      """
          .formatted(Tool.LAUNCHER.inShell(), Tool.home());

  private static Result run(Caller caller, String script) {
    Result result = caller.run(Tool.SHELL, SCENE + script);
    assertThat(result.end()).as(result.err()).isEqualTo("exit 0");
    return result;
  }

  private static void prints(String script, String... lines) {
    Result result = run(Caller.ROOT, script);
    assertThat(result.err()).isEmpty();
    assertThat(result.lines()).containsExactly(lines);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void the_same_options_need_no_runtime_whatever_the_program() {
    prints(
        """
        ask unshare --uts sh -c 'echo $0 $1' a -b
        ask unshare --uts echo c
        ask unshare --uts - 2>/mnt/err; cat /mnt/err
        ask unshare --uts -- -e 2>/mnt/err
        ask unshare --uts -- echo d
        ask unshare --uts -- echo e
        """,
        "a -b",
        "cold 0",
        "c",
        "warm 0",
        "warm 127",
        "nsjava: failed to execute -: No such file or directory",
        "cold 127",
        "d",
        "cold 0",
        "e",
        "warm 0");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void other_options_are_others() {
    prints(
        """
        ask unshare --uts true
        ask unshare --ipc true
        ask unshare -u true
        ask unshare --uts --ipc true
        ask unshare --uts </dev/null
        ask unshare --uts </dev/null
        ask unshare true
        ask unshare true
        ask unshare --uts --wrong 2>/dev/null
        ask unshare --uts --help >/dev/null
        ask unshare --uts true
        """,
        "cold 0",
        "cold 0",
        "cold 0",
        "cold 0",
        "cold 0",
        "warm 0",
        "cold 0",
        "warm 0",
        "cold 1",
        "warm 0");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @ValueSource(strings = {"-t PID -u", "-tPID -u", "--target PID -u", "-u --target=PID"})
  void a_target_may_be_any(String options) {
    prints(
        """
        unshare -u sh -c 'hostname one; exec sleep 100' & one=$!
        unshare -u sh -c 'hostname two; exec sleep 100' & two=$!
        for p in $one $two; do until grep -q sleep /proc/$p/comm; do :; done; done
        for p in $one $two; do ask enter $(echo OPTIONS | sed s/PID/$p/) hostname; done
        ask enter $(echo OPTIONS | sed s/PID/0$one/) hostname
        ask enter $(echo OPTIONS | sed s/PID/+$two/) hostname
        kill $one $two; wait 2>/dev/null
        ask enter $(echo OPTIONS | sed s/PID/$one/) hostname 2>&1 | sed s/$one/PID/
        """
            .replace("OPTIONS", options),
        "one",
        "cold 0",
        "two",
        "warm 0",
        "one",
        "cold 0",
        "two",
        "cold 0",
        "nsjava: cannot open /proc/PID/ns/uts: No such file or directory",
        "hint: there is no process PID",
        "warm 1");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void no_other_number_may_be_any() {
    prints(
        """
        for n in 1 2 2; do
          ask unshare -T --boottime $n sh -c 'cut -d. -f1 /proc/uptime >/dev/null'
        done
        for n in 1 2 2; do ask unshare -U --map-user $n id -u; done
        """,
        "cold 0",
        "cold 0",
        "warm 0",
        "1",
        "cold 0",
        "2",
        "cold 0",
        "2",
        "warm 0");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_name_that_is_another_namespace_now_is_looked_up_again() {
    prints(
        """
        mount -t tmpfs run /run
        ip netns add a; sleep 2.1
        ask net exec a true
        ask net exec a true
        ip netns del a; ask net exec a true 2>&1
        ip netns add a; sleep 2.1
        ask net exec a true
        ask net exec a true
        mkdir -p /mnt/etc/a; mount -t tmpfs etc /etc; mkdir /etc/netns; echo own >/etc/x
        ask net exec a cat /etc/x
        mkdir /etc/netns/a; echo other >/etc/netns/a/x
        ask net exec a cat /etc/x
        sleep 2.1
        ask net exec a cat /etc/x
        ask net exec a cat /etc/x
        rm /etc/netns/a/x
        ask net exec a cat /etc/x
        """,
        "cold 0",
        "warm 0",
        "nsjava: no network namespace 'a'",
        "cold 1",
        "cold 0",
        "warm 0",
        "own",
        "cold 0",
        "other",
        "cold 0",
        "other",
        "cold 0",
        "other",
        "warm 0",
        "own",
        "cold 0");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void who_the_caller_is_counts_where_the_plan_has_it() {
    prints(
        """
        export HOME=/mnt/home XDG_CACHE_HOME=
        as() { setpriv --reuid $1 --regid $2 --clear-groups sh -c "$3"; }
        me="$(cat <<'END'
        home=/mnt/there
        ask() {
          rm -f /mnt/started; $home/bin/nsjava "$@"; s=$?
          if [ -e /mnt/started ]; then echo cold $s; else echo warm $s; fi
        }
        END
        )
        ask unshare -c id -u; ask unshare -c id -g"
        as 54321 54321 "$me"
        as 54321 54329 "$me"
        """,
        "54321",
        "cold 0",
        "54321",
        "warm 0",
        "54321",
        "cold 0",
        "54329",
        "warm 0");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void root_has_one_place_whatever_its_environment_says() {
    prints(
        """
        export HOME=/mnt/home XDG_CACHE_HOME=/mnt/xdg; mkdir /mnt/xdg
        ask unshare --uts true
        HOME=/ XDG_CACHE_HOME=/ ask unshare --uts true
        ls -A /mnt/xdg /mnt/home/.cache
        stat -c '%a %u' $cache $cache/plans
        $home/bin/nsjava cache path
        """,
        "cold 0",
        "warm 0",
        "/mnt/home/.cache:",
        "",
        "/mnt/xdg:",
        "700 0",
        "600 0",
        "/var/cache/nsjava");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({
    "XDG_CACHE_HOME=/mnt/xdg, /mnt/xdg/nsjava",
    "XDG_CACHE_HOME=xdg, /mnt/home/.cache/nsjava",
    "XDG_CACHE_HOME=, /mnt/home/.cache/nsjava"
  })
  void others_have_theirs(String environment, String place) {
    Result result =
        run(
            Caller.USER.with("dir=/mnt/xdg:777"),
            "export HOME=/mnt/home "
                + environment
                + "\nask unshare -r id -u; ask unshare -r id -u\nls "
                + place
                + "; $home/bin/nsjava cache path");
    assertThat(result.err()).isEmpty();
    assertThat(result.lines()).containsExactly("0", "cold 0", "0", "warm 0", "plans", place);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void it_can_be_off() {
    prints(
        """
        export NSJAVA_CACHE=off
        ask unshare --uts true; ask unshare --uts true; ls -A /var/cache
        $home/bin/nsjava cache path 2>&1; $home/bin/nsjava cache ls 2>&1
        $home/bin/nsjava explain unshare --uts true
        """,
        "cold 0",
        "cold 0",
        "nsjava: no cache of plans: NSJAVA_CACHE is off",
        "nsjava: no cache of plans: NSJAVA_CACHE is off",
        "unshare      uts",
        "exec         true");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void the_command_shows_and_forgets() {
    prints(
        """
        n() { $home/bin/nsjava "$@"; }
        n cache ls; n cache clear
        n unshare --uts true; n unshare -r --root '/mnt/a b' </dev/null 2>/dev/null
        n unshare -u </dev/null; n enter -t$$ --uts true
        ln -s nsjava $home/bin/nsenter; $home/bin/nsenter --target $$ -u true
        n cache ls
        n explain unshare --uts x | tail -1; n explain enter -t1 --uts x | tail -1
        n explain unshare --ipc x | tail -1; n explain enter $$ x | tail -1
        n cache clear; n cache ls; ls -A $cache
        n cache 2>&1; n cache list 2>&1 | head -2; n cache ls x 2>&1 | head -1
        """,
        "nsjava unshare --uts PROGRAM",
        "nsjava unshare -r --root '/mnt/a b'",
        "nsjava unshare -u",
        "nsjava enter -tPID --uts PROGRAM",
        "nsenter --target PID -u PROGRAM",
        "# from the cache",
        "# from the cache",
        "# not in the cache",
        "exec         x",
        "nsjava: no command given",
        "Try 'nsjava cache --help' for more information.",
        "nsjava: unknown command 'list'",
        "Did you mean 'ls'?",
        "nsjava: unexpected argument 'x'");
  }

  /** Each is as good as no cache; and nothing is written where it is not safe. */
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chmod 770 $cache | 770",
        "chmod 707 $cache | 707",
        "chown 54321 $cache | 700",
        "mv $cache /var/cache/x; ln -s x $cache | 777",
        "rm -r $cache; echo >$cache | 644"
      })
  void a_directory_that_others_could_write_is_not_used(String attack, String mode) {
    prints(
        """
        ask unshare --uts true; ask unshare --uts true
        umask 022; %s
        ask unshare --uts true; ask unshare --uts true
        stat -c %%a $cache; $home/bin/nsjava cache path >/dev/null 2>/mnt/err; wc -l </mnt/err
        """
            .formatted(attack),
        "cold 0",
        "warm 0",
        "cold 0",
        "cold 0",
        mode,
        "1");
  }

  /** Such a file is not read, but gives way to a new one. */
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "chmod 622 plans",
        "chown 54321 plans",
        "cp plans x; ln -sf x plans",
        "rm plans; mkfifo plans",
        ": >plans",
        "head -c 4000 plans >x; mv x plans",
        "head -c 4100 plans >x; chmod 600 x; mv x plans",
        "head -c 9000 /dev/urandom >plans",
        "head -c 4096 /dev/zero >plans",
        "printf x | dd of=plans bs=1 seek=8 conv=notrunc 2>/dev/null"
      })
  void a_file_that_is_not_as_it_should_be_is_a_miss(String attack) {
    prints(
        """
        ask unshare --uts true; ask unshare --uts true
        (cd $cache; %s)
        ask unshare --uts echo well; ask unshare --uts true
        stat -c '%%F %%a %%u' $cache/plans
        """
            .formatted(attack),
        "cold 0",
        "warm 0",
        "well",
        "cold 0",
        "warm 0",
        "regular file 600 0");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_directory_in_place_of_the_file_is_a_miss_for_good() {
    prints(
        """
        mkdir -m 700 $cache $cache/plans
        ask unshare --uts true; ask unshare --uts true; ls $cache
        """,
        "cold 0",
        "cold 0",
        "plans");
  }

  /** Whichever bit is turned over, what is done is what was asked for; or it is a miss. */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_bit_that_differs_is_a_miss_or_no_matter() {
    Result result =
        run(
            Caller.ROOT,
            """
            ask unshare --uts --map-user 5 true >/dev/null
            cat >$home/runtime/bin/java <<'END'
            #!/bin/sh
            { printf print; head -c 1 /dev/zero; printf 5; head -c 1 /dev/zero; echo miss; } >&0
            END
            $home/bin/nsjava unshare --ipc
            launch="$home/bin/nsjava unshare --uts --map-user 5 cat /proc/self/uid_map"
            flips $cache/plans miss 0 48 4064 1000 -- $launch
            """);
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).matches("miss\n[0-9]{4} flips of +5 +0 +1\n0");
  }

  /** The checksum is right, but what it is of is none of ours; {@code 28 0} changes nothing. */
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "8 64",
        "8 4294967295",
        "8 1",
        "12 0",
        "12 5",
        "12 4294967295",
        "16 0",
        "16 77",
        "24 1",
        "28 0 unshare uts boom 2",
        "28 0 unshare uts exec 99",
        "28 0 unshare uts",
        "28 0 outside",
        "28 0 target @0:0 - exec 2",
        "28 0 target @99999999999999999999:9 - exec 2",
        "28 0 each x 4294967295 exec 2",
        "28 0 each x 2147483647 exec 2",
        "28 0 each x 0 exec 2",
        "28 0 never-keep exec 2"
      })
  void a_malformed_plan_with_a_right_checksum_is_a_miss(String change) {
    prints(
        """
        $home/bin/nsjava unshare --uts true
        forge $cache/plans %s; cp $cache/plans /mnt/forged
        $home/bin/nsjava cache ls >/mnt/shown; [ $(wc -l </mnt/shown) -le 1 ] && echo shown
        ask unshare --ipc echo other
        cp /mnt/forged $cache/plans; ask unshare --uts echo well; ask unshare --uts true
        """
            .formatted(change),
        "shown",
        "other",
        "cold 0",
        "well",
        "cold 0",
        "warm 0");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_umask_does_not_hide_it_from_the_caller() {
    Result result =
        run(
            Caller.USER.with("dir=/mnt/xdg:777"),
            """
            export XDG_CACHE_HOME=/mnt/xdg/sub; umask 0777
            ask unshare -r sh -c umask 2>/dev/null
            stat -c %a /mnt/xdg/sub /mnt/xdg/sub/nsjava /mnt/xdg/sub/nsjava/plans
            """);
    assertThat(result.lines()).as(result.err()).contains("0777", "700", "700", "600");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_full_or_read_only_disk_is_a_miss() {
    prints(
        """
        umount /var/cache; mount -t tmpfs -o size=4k,nr_inodes=3 cache /var/cache
        head -c 4096 /dev/zero >/var/cache/full
        ask unshare --uts true; ask unshare --uts true; ls -A $cache
        umount /var/cache; mount -t tmpfs cache /var/cache
        ask unshare --uts true
        mount -o remount,ro /var/cache
        ask unshare --ipc true; ask unshare --uts true
        umount /var/cache; mount -t tmpfs cache /var/cache
        (ulimit -f 1; ask unshare --uts true); ls -A $cache
        """,
        "cold 0",
        "cold 0",
        "cold 0",
        "cold 0",
        "warm 0",
        "cold 0");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void the_oldest_give_way() {
    prints(
        """
        ask unshare --uts true
        i=0; while [ $i -lt 24 ]; do
          $home/bin/nsjava unshare --map-user $i --root "$(printf %02500d $i)" true 2>/dev/null
          i=$((i + 1))
        done
        ask unshare --uts true
        [ $(stat -c %s $cache/plans) -le 65536 ] && echo bounded
        kept=$($home/bin/nsjava cache ls | wc -l); [ $kept -gt 9 ] && [ $kept -lt 14 ] && echo some
        """,
        "cold 0", "cold 0", "bounded", "some");
  }

  /** They may hinder each other from keeping, but nothing is broken. */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void many_at_once() {
    prints(
        """
        i=0; while [ $i -lt 16 ]; do
          (for n in 1 2 3; do $home/bin/nsjava unshare --map-user 1$i$n id -u >>/mnt/out.$i; done) &
          i=$((i + 1))
        done; wait
        i=0; while [ $i -lt 16 ]; do
          for n in 1 2 3; do echo 1$i$n; done | cmp - /mnt/out.$i; i=$((i + 1))
        done
        ls $cache
        ask unshare --uts true; ask unshare --uts true
        """,
        "plans",
        "cold 0",
        "warm 0");
  }

  /** One that was killed while it wrote leaves a file, which the next takes over. */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void what_a_killed_one_left_is_taken_over() {
    prints(
        """
        mkdir -m 700 $cache; umask 077; head -c 100000 /dev/urandom >$cache/plans.new
        ask unshare --uts true; ask unshare --uts true; ls $cache
        """,
        "cold 0",
        "warm 0",
        "plans");
  }

  /** All other users have the number of one who is nobody: what seems to be its own is not. */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void nobody_has_none() {
    Result result =
        run(
            Caller.ROOT,
            """
            mkdir -m 700 /mnt/trap /mnt/trap/nsjava; chown -R 54321 /mnt/trap; chmod 755 /mnt/trap
            export XDG_CACHE_HOME=/mnt/trap
            setpriv --reuid 54321 --regid 54321 --clear-groups $home/bin/nsjava unshare -r true
            ls /mnt/trap/nsjava; rm /mnt/started
            as="setpriv --reuid 54322 --regid 54322 --clear-groups"
            $as unshare -U $home/bin/nsjava cache path; echo $?
            """);
    assertThat(result.lines()).as(result.err()).containsExactly("plans", "1");
    assertThat(result.err())
        .isEqualTo("nsjava: no cache of plans: in this user namespace you are nobody\n");
  }
}
