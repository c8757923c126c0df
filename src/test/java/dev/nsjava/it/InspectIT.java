package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nsjava.inspect.Comparison;
import dev.nsjava.inspect.Comparison.Changes;
import dev.nsjava.inspect.Comparison.Part;
import dev.nsjava.inspect.Fact;
import dev.nsjava.inspect.Field;
import dev.nsjava.inspect.Inspection;
import dev.nsjava.inspect.Listing;
import dev.nsjava.inspect.Report;
import dev.nsjava.inspect.Section;
import dev.nsjava.inspect.Skipped;
import dev.nsjava.ns.NsType;
import dev.nsjava.ns.Target;
import dev.nsjava.ns.Targets;
import dev.nsjava.ns.Visit;
import dev.nsjava.sys.LibC;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What can be seen in the namespaces of real processes. */
@KernelTest
@Tag("not-sanitized")
class InspectIT {

  private static final Set<NsType> ALL = EnumSet.allOf(NsType.class);

  private final List<Process> started = new ArrayList<>();
  private final Skipped skipped = new Skipped();

  @AfterEach
  void end() {
    for (Process process : started) {
      List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
      family.add(process.toHandle());
      family.forEach(ProcessHandle::destroyForcibly);
      family.forEach(member -> member.onExit().join());
    }
  }

  /** The process that says {@code ready}: the youngest of those that the words start. */
  private long start(List<String> options, String script) throws IOException {
    // Linux 6.18 numbers mount namespaces by CPU, and binds only those with a number above ours.
    List<String> command = new ArrayList<>(List.of("taskset", "-c", cpu()));
    command.addAll(List.of(Fixtures.NSJAVA, "unshare"));
    command.addAll(options);
    command.addAll(List.of("sh", "-ec", script + "\necho ready; exec sleep 1000"));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    started.add(process);
    assertThat(process.inputReader().readLine()).isEqualTo("ready");
    ProcessHandle last = process.toHandle();
    for (ProcessHandle next = last; next != null; next = program(last)) {
      last = next;
    }
    return last.pid();
  }

  /** A child, but what the launcher forks to make the namespaces, which may still be there, too. */
  private static @Nullable ProcessHandle program(ProcessHandle parent) {
    return parent
        .children()
        .filter(child -> !List.of("", words(parent)).contains(words(child)))
        .findAny()
        .orElse(null);
  }

  private static String words(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
    } catch (IOException e) {
      return ""; // it has ended, as words of a zombie are none
    }
  }

  /** The first that we may use. */
  private static String cpu() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("Cpus_allowed_list:"))
        .map(line -> line.replaceAll(".*\\t(\\d+).*", "$1"))
        .findFirst()
        .orElseThrow();
  }

  private List<String> skipped() {
    return skipped.lines();
  }

  private Inspection open(String name) throws IOException {
    Target target = new Targets(pid -> 0).find(name, false);
    return Inspection.of(target, name, pid -> 0, skipped);
  }

  private Report inspect(long pid, NsType... types) throws IOException {
    try (Inspection inspection = open(Long.toString(pid))) {
      return inspection.report(types.length == 0 ? ALL : EnumSet.of(types[0], types));
    }
  }

  private static Section section(Report report, NsType type) {
    return report.sections().stream().filter(s -> s.type() == type).findFirst().orElseThrow();
  }

  private static @Nullable String fact(List<Fact> facts, String name) {
    return facts.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow().value();
  }

  /** The cells of some fields, by blanks, of each row. */
  private static List<String> cells(Section section, String listing, String... fields) {
    Listing found =
        section.listings().stream().filter(l -> l.name().equals(listing)).findFirst().orElseThrow();
    return Objects.requireNonNull(found.rows()).stream()
        .map(row -> cells(found.fields(), row, fields))
        .toList();
  }

  private static String cells(List<Field> all, Listing.Row row, String... wanted) {
    List<String> cells = new ArrayList<>();
    for (String name : wanted) {
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).name().equals(name)) {
          cells.add(String.valueOf(row.cells().get(i)));
        }
      }
    }
    return String.join(" ", cells);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_process_in_namespaces_of_its_own() throws IOException {
    long pid =
        start(
            List.of("--pid", "--net", "--uts", "--mount", "--ipc", "--fork"),
            """
            hostname box
            mount -t tmpfs -o size=64k inside /mnt
            umount -l /dev/pts 2>/dev/null || :
            ipcmk -M 8192 -p 0640 >/dev/null
            ipcmk -S 3 >/dev/null
            ipcmk -Q >/dev/null
            echo 7000 >/proc/sys/kernel/msgmni
            """);

    Report report = inspect(pid);

    assertThat(fact(report.target(), "command")).isEqualTo("sleep");
    Section pids = section(report, NsType.PID);
    assertThat(pids.place().hosts()).isFalse();
    assertThat(pids.place().parent()).isEqualTo(inode("/proc/self/ns/pid"));
    assertThat(cells(pids, "processes", "PID", "PPID", "OUTSIDE", "UID", "STATE", "COMMAND"))
        .containsExactly("1 0 " + pid + " 0 S sleep");
    assertThat(section(report, NsType.UTS).facts().get(0).value()).isEqualTo("box");
    Section mounts = section(report, NsType.MNT);
    assertThat(cells(mounts, "mounts", "HOST", "POINT", "TYPE", "SOURCE", "PROPAGATION", "OPTIONS"))
        .contains("new /mnt tmpfs inside private rw,relatime,size=64k");
    Section ipc = section(report, NsType.IPC);
    assertThat(cells(ipc, "shared_memory", "UID", "PERMS", "BYTES", "ATTACHED"))
        .containsExactly("0 640 8192 0");
    assertThat(cells(ipc, "semaphores", "UID", "SEMAPHORES")).containsExactly("0 3");
    assertThat(cells(ipc, "message_queues", "MESSAGES", "BYTES")).containsExactly("0 0");
    assertThat(cells(ipc, "limits", "LIMIT", "VALUE")).contains("msgmni 7000", "semopm 500");
    Section users = section(report, NsType.USER);
    assertThat(users.place().ours()).isTrue();
    assertThat(users.place().hosts()).isTrue();
    assertThat(fact(users.facts(), "setgroups")).isEqualTo("allow");
    assertThat(cells(users, "uid_map", "INSIDE", "OUTSIDE", "COUNT"))
        .containsExactly("0 0 4294967295");
    assertThat(cells(section(report, NsType.TIME), "offsets", "CLOCK", "SECONDS"))
        .containsExactly("monotonic 0", "boottime 0");
    assertThat(skipped()).isEmpty();
  }

  private static long inode(String file) throws IOException {
    return (Long) Files.getAttribute(Path.of(file), "unix:ino");
  }

  /** The inner one is a child of nsjava, which waits, and that is a child of the outer one. */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void processes_of_namespaces_below_have_numbers_too() throws IOException {
    String inner = Fixtures.NSJAVA + " unshare --pid --fork sh -ec 'echo ready; exec sleep 1000'";
    long pid = start(List.of("--pid", "--fork"), inner);
    ProcessHandle waiting = ProcessHandle.of(pid).orElseThrow().parent().orElseThrow();
    long outer = waiting.parent().orElseThrow().pid();

    List<String> seen =
        cells(section(inspect(outer, NsType.PID), NsType.PID), "processes", "OUTSIDE", "COMMAND");
    assertThat(seen).containsExactly(outer + " sh", waiting.pid() + " nsjava", pid + " sleep");
    assertThat(
            cells(
                section(inspect(pid, NsType.PID), NsType.PID),
                "processes",
                "PID",
                "PPID",
                "OUTSIDE",
                "COMMAND"))
        .containsExactly("1 0 " + pid + " sleep");
    assertThat(cells(section(inspect(outer, NsType.PID), NsType.PID), "processes", "PID").get(0))
        .isEqualTo("1");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_user_namespace_and_clocks() throws IOException {
    long pid =
        start(
            List.of(
                "--user",
                "--map-users=0:100000:1000",
                "--map-groups=0:200000:10",
                "--time",
                "--boottime=86400",
                "--monotonic=-5",
                "--fork",
                "--uts"),
            "");

    Report report = inspect(pid, NsType.USER, NsType.TIME, NsType.UTS);

    Section users = section(report, NsType.USER);
    assertThat(users.place().ours()).isFalse();
    assertThat(users.place().parent()).isEqualTo(inode("/proc/self/ns/user"));
    assertThat(fact(users.facts(), "owner_uid")).isEqualTo("0");
    assertThat(cells(users, "uid_map", "INSIDE", "OUTSIDE", "COUNT"))
        .containsExactly("0 100000 1000");
    assertThat(cells(users, "gid_map", "INSIDE", "OUTSIDE", "COUNT"))
        .containsExactly("0 200000 10");
    Section clocks = section(report, NsType.TIME);
    assertThat(clocks.place().hosts()).isFalse();
    assertThat(clocks.place().owner()).isEqualTo(users.place().inode());
    assertThat(cells(clocks, "offsets", "CLOCK", "SECONDS", "NANOSECONDS"))
        .containsExactly("monotonic -5 0", "boottime 86400 0");
    assertThat(section(report, NsType.UTS).place().owner()).isEqualTo(users.place().inode());
    assertThat(skipped()).isEmpty();
  }

  /** So nobody who may not know where the process is knows its offsets. */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void clocks_of_children_are_not_told_of_the_process() throws IOException {
    long child = start(List.of("--time", "--boottime=86400", "--fork"), "");
    long pid = ProcessHandle.of(child).orElseThrow().parent().orElseThrow().pid();

    Result result = Caller.USER.run(Tool.LAUNCHER, "inspect", Long.toString(pid), "-ttime");

    assertThat(result.end()).isEqualTo("exit 0");
    assertThat(result.out()).contains("offsets: not readable").doesNotContain("86400");
    assertThat(result.err())
        .isEqualTo("nsjava: skipped 1 part (time offsets): Permission denied\n");
  }

  /** The kernel shows the offsets of the namespace that children will be in. */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void clocks_are_those_of_the_process_and_not_of_its_children() throws IOException {
    long child = start(List.of("--time", "--boottime=86400", "--fork"), "");
    long pid = ProcessHandle.of(child).orElseThrow().parent().orElseThrow().pid();

    assertThat(
            cells(section(inspect(pid, NsType.TIME), NsType.TIME), "offsets", "CLOCK", "SECONDS"))
        .containsExactly("monotonic 0", "boottime 0");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void the_root_of_a_cgroup_namespace() throws Exception {
    Path hierarchy = hierarchyOfSystemd();
    Path outer = Files.createDirectory(hierarchy.resolve(Cgroup.newName()));
    Path inner = Files.createDirectory(outer.resolve("in ner"));
    try {
      long pid =
          start(
              List.of("--mount"),
              "echo $$ >'%s'/cgroup.procs; exec %s unshare --cgroup sh -ec 'echo $$ >\"%s\"/cgroup.procs; echo ready; exec sleep 1000'"
                  .formatted(outer, Fixtures.NSJAVA, inner));

      Section section = section(inspect(pid, NsType.CGROUP), NsType.CGROUP);

      assertThat(section.place().ours()).isFalse();
      assertThat(cells(section, "hierarchies", "ROOT", "INSIDE", "OUTSIDE"))
          .contains("/" + outer.getFileName() + " /in ner /" + outer.getFileName() + "/in ner")
          .noneMatch(line -> line.contains("null"));
      assertThat(skipped()).isEmpty();
    } finally {
      end();
      Files.delete(inner);
      Files.delete(outer);
    }
  }

  private static Path hierarchyOfSystemd() {
    return Stream.of(".", "unified", "systemd")
        .map(Path.of("/sys/fs/cgroup")::resolve)
        .filter(path -> Files.exists(path.resolve("cgroup.procs")))
        .findFirst()
        .orElseThrow();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void queues_of_posix_are_seen_without_a_trace() throws IOException {
    long pid =
        start(
            List.of("--ipc", "--mount"),
            "mount -t mqueue q /mnt; : >/mnt/jobs; chmod 600 /mnt/jobs");
    List<String> before = Files.readAllLines(Path.of("/proc/self/mountinfo"));

    Section section = section(inspect(pid, NsType.IPC), NsType.IPC);

    assertThat(cells(section, "posix_queues", "NAME", "UID", "PERMS", "BYTES"))
        .containsExactly("/jobs 0 600 0");
    assertThat(Files.readAllLines(Path.of("/proc/self/mountinfo"))).isEqualTo(before);
  }

  /** A mount table that a namespace keeps without a process is read by going in. */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void what_is_left_of_a_process_that_ends() throws IOException {
    long pid =
        start(
            List.of("--pid", "--uts", "--mount", "--ipc", "--fork"),
            "hostname box; mount -t tmpfs inside /mnt; ipcmk -M 4096 >/dev/null");
    Report report;
    try (Inspection inspection = open(Long.toString(pid))) {
      end();
      report = inspection.report(ALL);
    }

    assertThat(report.sections()).hasSize(8);
    assertThat(fact(section(report, NsType.UTS).facts(), "hostname")).isEqualTo("box");
    assertThat(cells(section(report, NsType.IPC), "shared_memory", "BYTES"))
        .containsExactly("4096");
    assertThat(cells(section(report, NsType.MNT), "mounts", "HOST", "POINT", "SOURCE"))
        .contains("new /mnt inside");
    assertThat(cells(section(report, NsType.PID), "processes", "PID")).isEmpty();
    assertThat(skipped())
        .containsExactly("skipped 2 parts (mnt root, cgroup hierarchies): the process has ended");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void one_that_has_ended_before_is_none() throws IOException {
    long pid = start(List.of("--uts"), "");
    Target target = new Targets(p -> 0).find(Long.toString(pid), true);
    end();

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Inspection.of(target, "gone", p -> 0, skipped));
  }

  /** A pid that another process has by now: its time of start is another. */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void another_process_is_not_taken_for_it() throws IOException {
    long pid = start(List.of("--uts"), "");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () -> Inspection.of(new Target.Running(pid, "start:1"), "other", p -> 0, skipped))
        .withMessage("it has ended");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void two_processes_are_compared() throws IOException {
    long a =
        start(
            List.of("--uts", "--ipc", "--mount"),
            "hostname left; ipcmk -M 4096 >/dev/null; mount -t tmpfs -o size=64k x /mnt");
    long b =
        start(
            List.of("--uts", "--ipc", "--mount"),
            "hostname right; echo 77 >/proc/sys/kernel/msgmni; mount -t tmpfs -o size=32k x /mnt");
    Comparison comparison;
    try (Inspection first = open(Long.toString(a));
        Inspection second = open(Long.toString(b))) {
      comparison = Comparison.of(first, second, ALL);
    }

    assertThat(comparison.parts())
        .filteredOn(part -> Boolean.TRUE.equals(part.isShared()))
        .extracting(Part::type)
        .containsExactly(NsType.PID, NsType.NET, NsType.USER, NsType.CGROUP, NsType.TIME);
    Part uts = part(comparison, NsType.UTS);
    assertThat(uts.facts()).hasSize(1);
    assertThat(uts.facts().get(0).a().value()).isEqualTo("left");
    assertThat(uts.facts().get(0).b().value()).isEqualTo("right");
    Part ipc = part(comparison, NsType.IPC);
    assertThat(pairs(ipc, "limits", "LIMIT", "VALUE")).containsExactly("msgmni 32000 | msgmni 77");
    assertThat(pairs(ipc, "shared_memory", "BYTES")).containsExactly("4096 | -");
    assertThat(pairs(ipc, "semaphores", "ID")).isEmpty();
    assertThat(pairs(part(comparison, NsType.MNT), "mounts", "POINT", "SOURCE"))
        .containsExactly("/mnt x | /mnt x");
    assertThat(skipped()).isEmpty();
  }

  private static Part part(Comparison comparison, NsType type) {
    return comparison.parts().stream().filter(p -> p.type() == type).findFirst().orElseThrow();
  }

  private static List<String> pairs(Part part, String listing, String... fields) {
    Changes changes =
        part.listings().stream().filter(c -> c.name().equals(listing)).findFirst().orElseThrow();
    return changes.rows().stream()
        .map(
            pair ->
                (pair.a() == null ? "-" : cells(changes.fields(), pair.a(), fields))
                    + " | "
                    + (pair.b() == null ? "-" : cells(changes.fields(), pair.b(), fields)))
        .toList();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_network() throws IOException {
    long pid =
        start(
            List.of("--net"),
            """
            ip link set lo up
            ip link add v0 type veth peer name v1
            ip addr add 10.1.0.1/24 dev v0
            ip addr add fd00::1/64 dev v0 nodad
            ip link set v0 up mtu 1400
            ip link set v1 up
            ip route add default via 10.1.0.9
            ip rule add from 10.1.0.0/16 lookup 7000 priority 100
            """);
    Map<NsType, String> files = Map.of(NsType.NET, "/proc/" + pid + "/ns/net");
    Section section;
    try (ServerSocket socket = Visit.in(LibC.load(), files, () -> new ServerSocket(8080))) {
      section = section(inspect(pid, NsType.NET), NsType.NET);
      assertThat(socket.isBound()).isTrue();
    }

    assertThat(section.place().ours()).isFalse();
    assertThat(cells(section, "interfaces", "NAME", "KIND", "STATE", "MTU", "LOWER", "ADDRESSES"))
        .contains("lo  UNKNOWN 65536  127.0.0.1/8\n::1")
        .anyMatch(line -> line.startsWith("v0 veth UP 1400 v1 10.1.0.1/24\nfd00::1/64 nodad"))
        .anyMatch(line -> line.startsWith("v1 veth UP 1500 v0 fe80::"));
    assertThat(cells(section, "routes", "DESTINATION", "TABLE", "NEXT", "SOURCE", "PROTOCOL"))
        .contains(
            "default main via 10.1.0.9 dev v0  boot", "10.1.0.0/24 main dev v0 10.1.0.1 kernel")
        .noneMatch(line -> line.contains(" local "));
    assertThat(cells(section, "rules", "PRIORITY", "PACKETS", "ACTION"))
        .containsExactly("100 from 10.1.0.0/16 lookup 7000");
    assertThat(cells(section, "sockets", "KIND", "LOCAL", "UID")).containsExactly("tcp *:8080 0");
    assertThat(cells(section, "nftables", "TABLE")).isEmpty();
    assertThat(skipped()).isEmpty();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_network_where_things_look_alike() throws IOException {
    long pid =
        start(
            List.of("--net"),
            """
            ip link add v0 type veth peer name v1
            ip link property add dev v0 altname second
            ip link set v0 up
            ip link set v1 up
            ip addr add 192.0.2.1 peer 192.0.2.2/24 dev v0
            ip -6 route add default from 2001:db8:a::/64 dev v0
            ip route add 10.7.0.0/16 dev v0
            ip route add 10.7.0.0/16 tos 0x10 dev v0
            ip nexthop add id 7 dev v0
            ip route add 10.8.0.0/16 nhid 7
            ip rule del pref 32766
            ip -6 rule del pref 0
            ip rule add pref 32766 from 10.9.9.0/24 iif v0 lookup main
            ip rule add pref 0 from 203.0.113.6 lookup local
            """);
    Section section = section(inspect(pid, NsType.NET), NsType.NET);

    assertThat(cells(section, "interfaces", "NAME", "ADDRESSES", "ALTNAMES"))
        .anyMatch(line -> line.startsWith("v0 192.0.2.1 peer 192.0.2.2/24"))
        .anyMatch(line -> line.startsWith("v0 ") && line.endsWith(" second"));
    assertThat(cells(section, "routes", "DESTINATION", "NEXT"))
        .anyMatch(line -> line.startsWith("default (IPv6) from 2001:db8:a::/64 dev v0"))
        .anyMatch(line -> line.startsWith("10.7.0.0/16 dev v0"))
        .anyMatch(line -> line.startsWith("10.7.0.0/16 tos 0x10 dev v0"))
        .anyMatch(line -> line.startsWith("10.8.0.0/16 nhid 7"));
    assertThat(cells(section, "rules", "PRIORITY", "PACKETS", "ACTION"))
        .containsExactly(
            "0 from 203.0.113.6 lookup local",
            "32766 from 10.9.9.0/24 iif v0 lookup main",
            "32766 from all lookup main: missing",
            "0 from all (IPv6) lookup local: missing");
    assertThat(skipped()).isEmpty();
  }

  /** What the addresses say has no room in the list of routes. */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void many_addresses_hide_no_routes() throws IOException {
    long pid =
        start(
            List.of("--net"),
            """
            ip link add v0 type veth peer name v1
            ip link set v0 up
            seq 0 7999 | awk '{ printf "addr add 10.%d.%d.1/24 dev v0\\n", $1 / 256, $1 % 256 }' |
              ip -batch -
            ip -6 route add 2001:db8::/32 dev v0
            """);
    Section section = section(inspect(pid, NsType.NET), NsType.NET);

    assertThat(cells(section, "routes", "DESTINATION"))
        .contains("10.0.0.0/24", "10.31.63.0/24", "2001:db8::/32");
    assertThat(skipped()).isEmpty();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void namespaces_that_only_files_hold() throws IOException {
    long pid =
        start(
            List.of("--mount"),
            """
            mount -t tmpfs files /mnt
            touch /mnt/net /mnt/mnt /mnt/uts /mnt/cgroup /mnt/pid
            "$1" unshare --net=/mnt/net ip link add v0 type veth
            "$1" unshare --uts=/mnt/uts hostname held
            "$1" unshare --mount=/mnt/mnt mount -t tmpfs -o size=4k within /tmp
            "$1" unshare --cgroup=/mnt/cgroup true
            "$1" unshare --fork --pid=/mnt/pid true
            """
                .replace("$1", Fixtures.NSJAVA));

    assertThat(cells(held(pid, NsType.NET), "interfaces", "NAME")).contains("lo", "v0");
    assertThat(fact(held(pid, NsType.UTS).facts(), "hostname")).isEqualTo("held");
    assertThat(cells(held(pid, NsType.MNT), "mounts", "HOST", "POINT", "SOURCE"))
        .contains("new /tmp within");
    assertThat(cells(held(pid, NsType.CGROUP), "hierarchies", "VERSION", "ROOT"))
        .noneMatch(line -> line.contains("null"));
    assertThat(cells(held(pid, NsType.PID), "processes", "PID")).isEmpty();
    assertThat(skipped()).isEmpty();
  }

  /** The only section of a namespace that a file in the mounts of a process holds. */
  private Section held(long pid, NsType type) throws IOException {
    String file = "/proc/" + pid + "/root/mnt/" + type.word();
    Target.Pinned target = new Target.Pinned(type, file);
    try (Inspection inspection = Inspection.of(target, "held", p -> 0, skipped)) {
      List<Section> sections = inspection.report(ALL).sections();
      assertThat(sections).extracting(Section::type).containsExactly(type);
      return sections.get(0);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void who_may_look_at_little_sees_that() throws IOException {
    String pid = Long.toString(start(List.of("--uts"), ""));
    Result result = Caller.USER.run(Tool.LAUNCHER, "inspect", pid, "-t", "user", "-t", "uts");

    assertThat(result.end()).isEqualTo("exit 0");
    assertThat(result.out())
        .contains("\nuts  inode not known\n", "  uid map\n    INSIDE OUTSIDE      COUNT\n");
    assertThat(result.err())
        .isEqualTo(
            "nsjava: skipped 3 parts (uts hostname, uts domainname, user owner_uid):"
                + " Permission denied\n");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void what_is_not_there_is_an_error() {
    assertThat(Caller.ROOT.run(Tool.LAUNCHER, "inspect", "comm:no-such-name"))
        .isEqualTo(
            new Result("exit 1", "", "nsjava: no process is named 'no-such-name'\n", List.of()));
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void names_do_not_speak_to_the_terminal() throws IOException {
    long pid =
        start(
            List.of("--uts", "--mount", "--pid", "--fork"),
            """
            printf '\\033[31mred' >/proc/sys/kernel/hostname
            printf 'a\\033]0;b' >/proc/self/comm
            mount -t tmpfs "$(printf 'x\\033c')" /mnt
            echo ready; read -r line
            """);
    for (String json : List.of("--json", "-tuts")) {
      Result result =
          Caller.ROOT.run(
              Tool.LAUNCHER, "inspect", json, "-tuts", "-tmnt", "-tpid", Long.toString(pid));
      assertThat(result.end()).isEqualTo("exit 0");
      assertThat(result.out()).contains("[31mred", "]0;b").doesNotContain("\033");
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void the_caller_and_the_host_have_names() {
    Result result = Caller.ROOT.run(Tool.LAUNCHER, "inspect", "self", "--diff", "host", "-tuts");

    assertThat(result.end()).isEqualTo("exit 0");
    assertThat(result.out())
        .startsWith("A name    self\n")
        .contains("\nB name    host\nB pid     1\n");
    assertThat(result.lines().getLast()).matches("uts +(\\d+) +\\1 yes");
  }

  /** A number of ours is that of another process there. */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void the_proc_of_another_pid_namespace_is_not_believed() {
    for (String name : List.of("self", "host", "1", "comm:sh")) {
      assertThat(
              Caller.ROOT.run(
                  Tool.UNSHARE, "--pid", "--fork", Fixtures.NSJAVA, "inspect", name, "-tuts"))
          .isEqualTo(
              new Result(
                  "exit 1",
                  "",
                  "nsjava: /proc does not show the processes of this pid namespace\n",
                  List.of()));
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_queue_may_have_any_name() throws IOException {
    long pid =
        start(
            List.of("--ipc", "--mount"),
            "mount -t mqueue q /mnt; : >/mnt/jobs; : >\"/mnt/$(printf 'bad\\377')\"");

    assertThat(cells(section(inspect(pid, NsType.IPC), NsType.IPC), "posix_queues", "NAME"))
        .containsExactly("/bad\u00ff", "/jobs");
    assertThat(skipped()).isEmpty();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void mounts_are_not_compared_with_a_hidden_host() {
    Result result =
        Caller.ROOT.run(
            Tool.UNSHARE,
            "--mount",
            "sh",
            "-ec",
            "mount -t proc -o hidepid=2 proc /proc; mount -t tmpfs only /mnt/dir;"
                + " exec setpriv --reuid 54777 --regid 54777 --clear-groups "
                + Fixtures.NSJAVA
                + " inspect self -t mnt");

    assertThat(result.end()).isEqualTo("exit 0");
    assertThat(result.out())
        .containsPattern("\\? +/mnt/dir +tmpfs +only")
        .contains("missing: not readable");
    assertThat(result.err()).contains("mnt missing", "what the host has: No such file");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_host_that_proc_hides() {
    String hiding =
        "mount -t proc -o hidepid=2 proc /proc;"
            + " exec setpriv --reuid 54777 --regid 54777 --clear-groups "
            + Fixtures.NSJAVA
            + " inspect ";
    Result host = Caller.ROOT.run(Tool.UNSHARE, "--mount", "sh", "-ec", hiding + "host");
    Result diff =
        Caller.ROOT.run(
            Tool.UNSHARE, "--mount", "sh", "-ec", hiding + "self --diff host -tuts -tmnt");

    assertThat(host.end()).as(host.err()).isEqualTo("exit 0");
    assertThat(host.out())
        .startsWith("name    host\npid     1\n")
        .contains("\nuts:[outside]  the host's and ours")
        .containsPattern("  uid map\n    INSIDE OUTSIDE      COUNT\n +0 +0 4294967295\n")
        .contains("  hostname ");
    assertThat(host.err())
        .contains(" parts (", "): process 1 is not to be seen\n")
        .contains(
            "nsjava: skipped 1 part (pid processes of others): /proc lists no processes of others"
                + " (hidepid)\n");
    assertThat(diff.end()).as(diff.err()).isEqualTo("exit 0");
    assertThat(diff.out())
        .containsPattern("uts +(\\d+) +\\1 yes")
        .containsPattern("mnt +\\d+ +\\?\n");
  }

  /** What is above is not listed in our proc, and that it has no process would be wrong. */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_pid_namespace_above_ours() throws IOException {
    Result result =
        Caller.ROOT.run(
            Tool.UNSHARE,
            "--mount",
            "sh",
            "-ec",
            "touch pid; mount --bind /proc/self/ns/pid pid;"
                + " exec unshare --pid --fork --mount-proc "
                + Fixtures.NSJAVA
                + " inspect "
                + inode("/proc/self/ns/pid"));

    assertThat(result.end()).as(result.err()).isEqualTo("exit 0");
    assertThat(result.out()).contains("processes: not readable");
    assertThat(result.err())
        .isEqualTo(
            "nsjava: skipped 1 part (pid processes): it is not known to be below our pid"
                + " namespace\n");
  }

  /** Of the first thread the kernel shows no namespaces any more. */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_process_whose_first_thread_has_ended() throws Exception {
    long pid = start(List.of("--uts"), "hostname box; exec " + Fixtures.OUTSIDE + "/bin/thread");
    assertThat(Files.readString(Path.of("/proc/" + pid + "/stat"))).contains(") Z ");

    Report report = inspect(pid, NsType.UTS, NsType.MNT, NsType.TIME, NsType.USER);

    assertThat(fact(section(report, NsType.UTS).facts(), "hostname")).isEqualTo("box");
    assertThat(cells(section(report, NsType.MNT), "mounts", "POINT")).contains("/");
    assertThat(skipped()).isEmpty();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void what_is_no_namespace_is_not_opened() throws IOException {
    long pid = start(List.of("--mount"), "mount -t tmpfs x /mnt; mkfifo /mnt/pipe");
    String file = "/proc/" + pid + "/root/mnt/pipe";

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () -> Inspection.of(new Target.Pinned(NsType.NET, file), "pipe", p -> 0, skipped))
        .withMessage("it is no namespace");
  }

  /** A second section takes a process, and is said to be missing if there is none. */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void types_that_a_named_network_has_not() {
    String name = "nsjava-it-" + ProcessHandle.current().pid();
    String script =
        "mount -t tmpfs run /run; ip netns add NAME; N inspect NAME -tnet -tuts | grep '^[nu]';"
            + " ip netns exec NAME sleep 100 & sleep 1; N inspect NAME -tnet -tuts | grep '^[nu]';"
            + " kill $!";
    Result result =
        Caller.ROOT.run(
            Tool.UNSHARE,
            "--mount",
            "bash",
            "-c",
            script.replace("NAME", name).replace("N inspect", Fixtures.NSJAVA + " inspect"));

    assertThat(result.lines()).anyMatch(line -> line.startsWith("uts:["));
    assertThat(result.err())
        .contains(
            "nsjava: skipped 1 section (uts): no process is in the namespace /run/netns/" + name);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_namespace_of_another_type_is_none() {
    Target target = new Target.Pinned(NsType.NET, "/proc/self/ns/uts");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Inspection.of(target, "other", p -> 0, skipped))
        .withMessage("it is no net namespace");
  }
}
