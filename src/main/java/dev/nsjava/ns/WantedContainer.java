package dev.nsjava.ns;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container, as its engine names the control group of its processes; no engine is asked.
 *
 * @param id the beginning of 64 hexadecimal digits, or a whole name
 */
record WantedContainer(String id) implements Wanted {

  private static final int ID_LENGTH = 64;
  private static final int SHORT_LENGTH = 12;

  @Override
  public List<Match> matches(Processes processes, long pid) {
    List<Match> matches = new ArrayList<>();
    if (!id.isEmpty()) {
      for (CgroupPath path : CgroupPath.parse(processes.cgroup(pid))) {
        for (int i = 0; i < path.parts().size(); i++) {
          add(path, i, matches);
        }
      }
    }
    return matches;
  }

  private void add(CgroupPath path, int number, List<Match> matches) {
    String name = container(path, number);
    if (name == null) {
      return;
    }
    boolean hash = isHash(name);
    if (name.equals(id) || (hash && name.startsWith(id))) {
      String shown = "container:" + shown(name);
      for (Match match : matches) {
        if (match.name().equals(shown)) {
          return; // hierarchies may differ in their paths
        }
      }
      // A user may give a directory any name, another's id too: none is better than another.
      matches.add(new Match(path.to(number), shown, true));
    }
  }

  /** The name as engines show it: of an id the first digits, which find it too. */
  static String shown(String name) {
    return isHash(name) ? name.substring(0, SHORT_LENGTH) : name;
  }

  /** The container that a directory is of, or null. */
  static @Nullable String container(CgroupPath path, int number) {
    String part = path.part(number);
    String parent = path.part(number - 1);
    String name = part.endsWith(".scope") ? part.substring(0, part.length() - 6) : part;
    int dash = name.length() - ID_LENGTH - 1;
    if (isHash(name)) {
      return name; // docker, Kubernetes and containerd with plain directories
    }
    if (dash > 0 && "-:".indexOf(name.charAt(dash)) >= 0 && isHash(name.substring(dash + 1))) {
      // ENGINE-ID[.scope], or SLICE:ENGINE:ID where systemd was not asked; conmon is the monitor of
      // podman and CRI-O, outside the container.
      return name.substring(0, dash).endsWith("conmon") ? null : name.substring(dash + 1);
    }
    if (parent.equals("lxc") || parent.equals("lxc.payload") || isTopDefault(path, number)) {
      return part;
    }
    if (part.startsWith("lxc.payload.")) {
      return part.substring("lxc.payload.".length());
    }
    return machine(part, path.part(number + 1));
  }

  /** containerd's own namespace: names are free there. */
  private static boolean isTopDefault(CgroupPath path, int number) {
    return number == 1 && path.part(0).equals("default");
  }

  /** systemd-nspawn(1): as a scope of systemd-machined, or as a service of its own. */
  private static @Nullable String machine(String part, String child) {
    if (part.startsWith("machine-") && part.endsWith(".scope")) {
      String name = unescaped(part.substring("machine-".length(), part.length() - 6));
      return child.equals("supervisor") || name.startsWith("qemu-") ? null : name;
    }
    boolean service = part.startsWith("systemd-nspawn@") && part.endsWith(".service");
    if (service && child.equals("payload")) {
      return unescaped(part.substring("systemd-nspawn@".length(), part.length() - 8));
    }
    return null;
  }

  /** Undoes systemd-escape(1). */
  private static String unescaped(String name) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      boolean escape = name.startsWith("\\x", i) && isHex(name, i + 2, i + 4);
      text.append(escape ? (char) Integer.parseInt(name, i + 2, i + 4, 16) : name.charAt(i));
      i += escape ? 3 : 0;
    }
    return text.toString();
  }

  private static boolean isHash(String name) {
    return name.length() == ID_LENGTH && isHex(name, 0, ID_LENGTH);
  }

  /** Whether there are digits, in lower case, as all engines write them. */
  private static boolean isHex(String text, int from, int to) {
    boolean hex = to <= text.length();
    for (int i = from; hex && i < to; i++) {
      hex = "0123456789abcdef".indexOf(text.charAt(i)) >= 0;
    }
    return hex;
  }
}
