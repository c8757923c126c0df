package dev.nsjava.ns;

import dev.nsjava.sys.TextFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The namespaces of the system: of all processes that can be seen, and those that are kept by an
 * open file, a socket or a mount. What vanishes while we look is left out. Our own process is not
 * there; who asked us is.
 */
public final class Survey {

  /**
   * What to look for.
   *
   * @param types the types of namespaces
   * @param relations whether parents and owners of all namespaces are needed
   * @param ghosts whether parents and owners without any process are listed too
   * @param elsewhere whether mounts in other mount namespaces are looked at
   */
  public record Wanted(Set<NsType> types, boolean relations, boolean ghosts, boolean elsewhere) {}

  private final String proc;
  private final Kernel kernel;
  private final Wanted wanted;
  private final Census census;
  private int hidden;
  private boolean listsInit;

  private Survey(String proc, Kernel kernel, Wanted wanted) {
    this.proc = proc;
    this.kernel = kernel;
    this.wanted = wanted;
    census = new Census(wanted, kernel);
  }

  /**
   * Looks at the system.
   *
   * @throws IOException if nobody answers {@code kernel}'s questions
   */
  public static Survey of(Wanted wanted, Kernel kernel) throws IOException {
    return of("/proc", wanted, kernel);
  }

  /** Whether there is a proc to look at. */
  public static boolean isPossible() {
    return new File("/proc/self/mountinfo").canRead();
  }

  static Survey of(String proc, Wanted wanted, Kernel kernel) throws IOException {
    Survey survey = new Survey(proc, kernel, wanted);
    survey.look();
    return survey;
  }

  /** All of them, ordered by inode. */
  public List<Namespace> namespaces() {
    return census.sorted();
  }

  /** The one with an inode, or null. */
  public @Nullable Namespace namespace(long inode) {
    return census.get(inode);
  }

  /**
   * The numbers that our network namespace has for others, {@code unassigned} or nothing for those
   * that have none, see RTM_GETNSID in rtnetlink(7).
   *
   * @throws IOException if nobody answers {@code kernel}'s questions
   */
  public Map<Namespace, String> netnsIds() throws IOException {
    List<Namespace> networks = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (Namespace namespace : namespaces()) {
      if (namespace.type() == NsType.NET && !namespace.word().isEmpty()) {
        networks.add(namespace);
        words.add(namespace.word());
      }
    }
    Map<Namespace, String> ids = new HashMap<>();
    List<String> answer = words.isEmpty() ? words : kernel.ask("nsid", words);
    for (int i = 0; i < networks.size(); i++) {
      ids.put(networks.get(i), answer.get(i));
    }
    return ids;
  }

  /** What they are called. */
  public NsNames names() {
    Map<String, String> mounts = NsMounts.parse(text(proc + "/self/mountinfo"));
    return new NsNames(proc, Path.of("/run/netns"), mounts);
  }

  /** How many processes we had no right to look at. */
  public int hidden() {
    return hidden;
  }

  /** Whether those that we have no right to look at are not even listed, see proc(5). */
  public boolean isSilent() {
    return ProcMount.isSilent(proc, listsInit);
  }

  /** All processes in a namespace, by pid. */
  public List<SeenProcess> processes(Namespace namespace) {
    int[] pids = namespace.pids();
    @Nullable SeenProcess[] seen = new @Nullable SeenProcess[pids.length];
    new InParallel(pids.length) {
      @Override
      void work(int number) {
        seen[number] = process(pids[number]);
      }
    }.runAll();
    List<SeenProcess> found = new ArrayList<>(pids.length);
    for (SeenProcess process : seen) {
      if (process != null) {
        found.add(process);
      }
    }
    return found;
  }

  /** A file in bytes, or nothing. */
  static String text(String file) {
    try {
      return TextFile.read(file);
    } catch (IOException e) {
      return "";
    }
  }

  private void look() throws IOException {
    NsType[] types = types();
    ProcessScan[] scans = scan(pids(), types);
    group(scans, types);
    HolderScan holders = new HolderScan(proc, wanted, census);
    holders.descriptors(scans);
    holders.sockets(scans);
    holders.mounts();
    leads();
    census.relate();
  }

  /** Those that are wanted, or needed to find them, and that the kernel has. */
  private NsType[] types() {
    List<NsType> types = new ArrayList<>();
    for (NsType type : NsType.values()) {
      boolean needed = wanted.elsewhere() && type == NsType.MNT;
      if ((needed || wanted.types().contains(type))
          && Files.isSymbolicLink(Path.of(proc + "/self/ns/" + type.word()))) {
        types.add(type);
      }
    }
    return types.toArray(new NsType[0]);
  }

  /** All pids but our own, in ascending order. */
  private int[] pids() {
    String[] names = new File(proc).list();
    int[] pids = new int[names == null ? 0 : names.length];
    long self = self();
    int count = 0;
    for (String name : names == null ? new String[0] : names) {
      long pid = Targets.number(name);
      listsInit |= pid == 1;
      if (pid > 0 && pid != self) {
        pids[count++] = (int) pid;
      }
    }
    return ascending(Arrays.copyOf(pids, count));
  }

  /** The kernel lists them so; sorting all the same costs as much as looking at ten of them. */
  private static int[] ascending(int[] pids) {
    for (int i = 1; i < pids.length; i++) {
      if (pids[i - 1] > pids[i]) {
        Arrays.sort(pids);
        break;
      }
    }
    return pids;
  }

  /** Our own pid as this proc has it, 0 if it does not know us. */
  private long self() {
    try {
      return Targets.number(Files.readSymbolicLink(Path.of(proc + "/self")).toString());
    } catch (IOException e) {
      return 0;
    }
  }

  private ProcessScan[] scan(int[] pids, NsType[] types) {
    ProcessScan[] scans = new ProcessScan[pids.length];
    ProcessReader reader = new ProcessReader(proc, types);
    new InParallel(pids.length) {
      @Override
      void work(int number) {
        scans[number] = reader.read(pids[number]);
      }
    }.runAll();
    return scans;
  }

  private void group(ProcessScan[] scans, NsType[] types) {
    Namespace[] last = new Namespace[types.length]; // most processes share theirs
    for (ProcessScan scan : scans) {
      hidden += scan.isHidden() ? 1 : 0;
      for (int i = 0; i < types.length; i++) {
        long inode = scan.inodes().get(i);
        if (inode != 0) {
          if (last[i] == null || last[i].inode() != inode) {
            last[i] = census.found(types[i], inode);
          }
          last[i].add(scan.pid());
        }
      }
    }
  }

  /** The first process of each that is still there. */
  private void leads() {
    List<Namespace> inhabited = census.inhabited();
    new InParallel(inhabited.size()) {
      @Override
      void work(int number) {
        lead(inhabited.get(number));
      }
    }.runAll();
  }

  private void lead(Namespace namespace) {
    for (int pid : namespace.pids()) {
      SeenProcess process = process(pid);
      if (process != null) {
        namespace.lead(process);
        return;
      }
    }
  }

  private @Nullable SeenProcess process(long pid) {
    try {
      return SeenProcess.of(proc, pid);
    } catch (IOException e) {
      return null;
    }
  }
}
