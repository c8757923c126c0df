package dev.nsjava.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * A shell of root's on a quiet host of its own: with an init, the user alice, nsjava where
 * scripts/install puts it, and nothing in /run, /root, /home and the network. It ends when this is
 * closed, and with it all that is there.
 */
final class GuideSession implements AutoCloseable {

  /** The cgroup goes when all that is in it has ended, whatever they left. */
  private static final String OUTSIDE =
      """
      mount -t cgroup2 cgroup /sys/fs/cgroup || exit
      cgroup=$(mktemp -d /sys/fs/cgroup/nsjava-guide.XXXXXX) || exit
      (
        echo $BASHPID >"$cgroup/cgroup.procs" &&
          exec unshare --mount --uts --ipc --net --pid --cgroup --fork --kill-child bash -ec "$@"
      )
      find "$cgroup" -depth -type d -exec rmdir {} +
      """;

  /**
   * Process 1 ends when it is written to, and reaps what others leave. What a new network namespace
   * takes from the machine's is set to what it is elsewhere.
   */
  private static final String INSIDE =
      """
      mount -t proc proc /proc
      mount -t sysfs sysfs /sys
      mount -t cgroup2 cgroup /sys/fs/cgroup
      for dir in /usr/local/lib /usr/local/bin; do mount -t tmpfs -o mode=755 tmpfs $dir; done
      mkdir /usr/local/lib/nsjava
      mount --bind "$1" /usr/local/lib/nsjava
      ln -s ../lib/nsjava/bin/nsjava /usr/local/bin/nsjava
      cp /usr/bin/head /usr/local/lib/init
      for dir in /run /var/cache /home /root /mnt; do mount -t tmpfs -o mode=755 tmpfs $dir; done
      cp -a /etc /home/etc
      rm -rf /home/etc/netns /home/etc/resolv.conf
      mount --bind /home/etc /etc
      touch /etc/resolv.conf
      echo 127.0.0.1 localhost >/etc/hosts
      echo hosts: files dns >/etc/nsswitch.conf
      id='alice:x:1000' nobody=nobody:x:65534:65534::/:
      printf '%s\\n' root:x:0:0::/root:/bin/bash $id:1000::/home/alice:/bin/bash $nobody >/etc/passwd
      printf '%s\\n' root:x:0: $id: nogroup:x:65534: >/etc/group
      echo alice:100000:65536 | tee /etc/subuid >/etc/subgid
      mkdir /home/alice
      chown alice:alice /home/alice
      hostname host
      ip link set lo up
      echo 0 >/proc/sys/net/ipv4/ip_forward
      if cd /proc/sys/net/bridge 2>/dev/null; then echo 0 | tee bridge-nf-call-* >/dev/null; fi
      cd /root
      echo 20000 >/proc/sys/kernel/ns_last_pid || : # as wide as the guide's
      mkfifo /root/end
      exec 7<&0 8<>/root/end 2>&1
      rm /root/end
      env -i HOME=/root LC_ALL=C.UTF-8 PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin bash <&7 7<&- &
      exec env --ignore-signal=CHLD bash -c 'exec -a /sbin/init /usr/local/lib/init <&8 7<&- 8<&- >/dev/null'
      """;

  private static final String FIRST =
      """
      exec 9>&8 8>&-
      trap 'seq 10 >&9' EXIT
      alice() (
        cd /home/alice &&
          exec setpriv --reuid=1000 --regid=1000 --init-groups env HOME=$PWD USER=alice bash -c "$1"
      )
      """;

  private static final String END = "-- end of " + GuideSession.class.getName();

  private final Process process;

  GuideSession() throws IOException {
    process =
        new ProcessBuilder(
                "unshare", "--mount", "bash", "-c", OUTSIDE, "bash", INSIDE, "bash", home())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> printed = run(FIRST);
    if (!printed.isEmpty()) {
      close();
      throw new AssertionError(printed);
    }
  }

  private static String home() {
    return Tool.home().toString();
  }

  /** The lines that a command of root's prints. It may start another shell, for those after it. */
  List<String> run(String command) throws IOException {
    Writer shell = process.outputWriter();
    shell.write(command + "\nprintf '\\n%s\\n' '" + END + "'\n");
    shell.flush();
    BufferedReader printed = process.inputReader();
    List<String> lines = new ArrayList<>();
    for (String line = printed.readLine(); !END.equals(line); line = printed.readLine()) {
      if (line == null) {
        throw new AssertionError("the shell ended with: " + command + "\n" + lines);
      }
      lines.add(line);
    }
    if (lines.getLast().isEmpty()) {
      lines.removeLast(); // the one that we began
    }
    return lines;
  }

  /** The same for a command of alice's, in her home. */
  List<String> runAsUser(String command) throws IOException {
    return run("alice '" + command.replace("'", "'\\''") + "'");
  }

  /** A file of root's, and one of alice's. */
  void write(String file, String text) throws IOException {
    String command = "cat >" + file + " <<'" + END + "'\n" + text + "\n" + END;
    run(command);
    runAsUser(command);
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
  }
}
