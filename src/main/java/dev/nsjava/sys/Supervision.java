package dev.nsjava.sys;

import java.util.ArrayList;
import java.util.List;

/**
 * A program that is to run under a supervisor, see docs/plan.md. All texts are bytes, one char
 * each, without NUL.
 *
 * @param netns an open file of the network namespace
 * @param directory an open directory that is the caller's alone: {@code KEY.run} is the record of
 *     what the supervisor does, which it holds locked, {@code KEY.log} and {@code KEY.old} what the
 *     program prints
 * @param cgroup an open directory for both, or -1
 * @param key 1 to 200 bytes without slash
 * @param digest 16 letters and digits that the record begins with
 * @param title what ps(1) shows of the supervisor
 * @param sysfs the name of the namespace, which gets a mount namespace with its own {@code /sys}
 *     and the binds; or nothing
 * @param restart {@code no}, {@code on-failure} or {@code always}
 * @param binds files, each before what it is bound on
 * @param command the program and its arguments
 * @param environment {@code NAME=VALUE}
 */
public record Supervision(
    int netns,
    int directory,
    int cgroup,
    String key,
    String digest,
    String title,
    String sysfs,
    User user,
    String restart,
    List<String> binds,
    List<String> command,
    List<String> environment) {

  /**
   * Whose the program is, in numbers.
   *
   * @param groups all, joined by commas; nothing: the caller's, who it is then
   */
  public record User(String groups, String gid, String uid) {

    /** The caller. */
    public static final User CALLER = new User("", "", "");
  }

  /** All but the descriptors, as the launcher reads them. */
  public List<String> words() {
    List<String> words =
        new ArrayList<>(
            List.of(key, digest, title, sysfs, user.groups(), user.gid(), user.uid(), restart));
    for (List<String> list : List.of(binds, command, environment)) {
      words.add(Integer.toString(list.size()));
      words.addAll(list);
    }
    return words;
  }
}
