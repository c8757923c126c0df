package dev.nsjava.topology.run;

import dev.nsjava.ids.Accounts;
import dev.nsjava.ids.IdException;
import dev.nsjava.ids.Login;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.sys.Supervision;
import dev.nsjava.topology.ProcessName;
import dev.nsjava.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A process that a topology asks for, ready to be started.
 *
 * @param after those that must be ready before
 * @param ready {@code tcp:80}, or nothing
 * @param user whose it is, in numbers
 * @param environment all of it: {@code NAME=VALUE}
 */
record ProcessRequest(
    ProcessName name,
    List<String> command,
    String restart,
    List<ProcessName> after,
    String ready,
    Supervision.User user,
    List<String> environment) {

  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** A command that runs once. */
  static ProcessRequest once(String namespace, int number, List<String> command) {
    ProcessName name = ProcessName.once(namespace, number);
    return new ProcessRequest(
        name, command, "no", List.of(), "", Supervision.User.CALLER, environment(null, Map.of()));
  }

  /**
   * A process that is supervised.
   *
   * @throws NetlinkException if there is no such user
   */
  static ProcessRequest of(String namespace, Topology.Run run, Accounts accounts)
      throws NetlinkException {
    ProcessName name = new ProcessName(namespace, run.name());
    ProcessFiles.checkName(name);
    List<ProcessName> after = new ArrayList<>();
    for (String other : run.after()) {
      int slash = other.lastIndexOf('/');
      after.add(
          new ProcessName(
              slash < 0 ? namespace : other.substring(0, slash), other.substring(slash + 1)));
    }
    Login login = run.user().isEmpty() ? null : login(name, run.user(), accounts);
    return new ProcessRequest(
        name,
        run.command(),
        run.restart().isEmpty() ? "no" : run.restart(),
        after,
        run.ready(),
        login == null ? Supervision.User.CALLER : numbers(login),
        environment(login, run.environment()));
  }

  private static Login login(ProcessName name, String user, Accounts accounts)
      throws NetlinkException {
    try {
      return accounts.login(user);
    } catch (IdException e) {
      throw NetlinkException.failed("process " + name.text() + ": " + e.getMessage());
    }
  }

  private static Supervision.User numbers(Login login) {
    StringBuilder groups = new StringBuilder();
    for (long group : login.groups()) {
      groups.append(groups.isEmpty() ? "" : ",").append(group);
    }
    return new Supervision.User(
        groups.toString(), Long.toString(login.gid()), Long.toString(login.uid()));
  }

  /** Nothing of the caller's: it would be another one at each call. */
  private static List<String> environment(@Nullable Login login, Map<String, String> wanted) {
    Map<String, String> all = new TreeMap<>();
    all.put("PATH", PATH);
    all.put("HOME", login == null ? "/root" : login.home().isEmpty() ? "/" : login.home());
    String user = login == null ? "root" : login.name();
    if (user != null) {
      all.put("USER", user);
      all.put("LOGNAME", user);
    }
    all.putAll(wanted);
    List<String> entries = new ArrayList<>();
    all.forEach((name, value) -> entries.add(name + "=" + value));
    return entries;
  }

  /**
   * What tells one request from another: 64 bits of FNV-1a in hexadecimal digits.
   *
   * @param netns the inode of the network namespace
   */
  String digest(long netns) {
    long hash = add(FNV_BASIS, Long.toString(netns));
    hash = add(hash, restart + '\0' + user);
    for (List<String> words : List.of(command, environment)) {
      hash = add(hash, Integer.toString(words.size()));
      for (String word : words) {
        hash = add(hash, word);
      }
    }
    String hex = Long.toHexString(hash);
    return "0".repeat(16 - hex.length()) + hex;
  }

  private static long add(long hash, String text) {
    long sum = hash;
    for (int i = 0; i <= text.length(); i++) {
      sum = (sum ^ (i < text.length() ? text.charAt(i) : 0x100)) * FNV_PRIME;
    }
    return sum;
  }
}
