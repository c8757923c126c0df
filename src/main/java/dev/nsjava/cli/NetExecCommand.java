package dev.nsjava.cli;

import dev.nsjava.ids.Accounts;
import dev.nsjava.ids.Login;
import dev.nsjava.launch.Answer;
import dev.nsjava.launch.LauncherCalls;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.NetnsFiles;
import dev.nsjava.net.NetnsNames;
import dev.nsjava.ns.FileState;
import dev.nsjava.plan.NetExecRequest;
import dev.nsjava.plan.NetExecRequest.Place;
import dev.nsjava.plan.NetExecRequest.User;
import dev.nsjava.plan.Plan;
import dev.nsjava.plan.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code net exec}: a program in a network namespace, or in all that have names. */
final class NetExecCommand {

  private static final NetOption[] OPTIONS = {
    NetOption.ALL, NetOption.USER, NetOption.HELP, NetOption.VERSION
  };

  private final Invocation invocation;
  private boolean all;
  private @Nullable String user;
  private final List<Step> needs = new ArrayList<>();
  private boolean told = true;

  private NetExecCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  /** The plan of a call: for the launcher, or as a text to {@code explain} it. */
  static Answer answer(Invocation invocation, boolean explain) throws NetlinkException {
    NetExecCommand command = new NetExecCommand(invocation);
    Getopt<NetOption> getopt = new Getopt<>(invocation, OPTIONS);
    for (NetOption option = getopt.next(); option != null; option = getopt.next()) {
      switch (option) {
        case HELP -> throw new HelpException(invocation, Pages.net(invocation, OPTIONS));
        case VERSION -> throw new HelpException(invocation, null);
        case ALL -> command.all = true;
        default -> command.user = getopt.value();
      }
    }
    Plan plan = command.request(getopt.index()).toPlan();
    return invocation.planned(plan.with(command.needs()), explain);
  }

  private NetExecRequest request(int operand) throws NetlinkException {
    int program = all ? operand : program(operand);
    if (program >= invocation.words().size()) {
      throw new UsageException(
          invocation,
          all || operand < invocation.words().size() ? "missing PROGRAM" : "missing NS");
    }
    User become = user == null ? null : user(new Accounts().login(user));
    return new NetExecRequest(places(operand), all, become, program);
  }

  /** The word after NS, and after the dashes that may stand between. */
  private int program(int operand) {
    List<String> words = invocation.words();
    int program = operand + 1;
    return program < words.size() && words.get(program).equals("--") ? program + 1 : program;
  }

  private List<Place> places(int operand) throws NetlinkException {
    List<Place> places = new ArrayList<>();
    if (!all) {
      places.add(place(invocation.words().get(operand)));
      return places;
    }
    for (String name : NetnsNames.all()) {
      places.add(new Place(name, NetnsNames.file(name), binds(name)));
    }
    return places;
  }

  private Place place(String word) throws NetlinkException {
    if (word.equals(NetSession.HOST)) {
      return new Place(word, null, List.of());
    }
    boolean path = word.indexOf('/') >= 0;
    String wanted = path ? word : NetnsNames.file(word);
    need(wanted);
    String file;
    try (NetSession session = NetSession.begin(new LauncherCalls(invocation.launcher()))) {
      file = session.find(word).file();
    }
    told &= file.equals(wanted); // else it is that of a process
    String name = NetnsNames.ofFile(file);
    return new Place(word, file, name == null ? List.of() : needed(name));
  }

  /** What a name has in place of files in /etc, and that it still has them. */
  private List<Step.Bind> needed(String name) throws NetlinkException {
    String directory = NetnsFiles.DIRECTORY + "/" + name;
    need(NetnsFiles.DIRECTORY);
    need(directory);
    List<Step.Bind> binds = binds(name);
    for (Step.Bind bind : binds) {
      String entry = bind.file().substring(bind.file().lastIndexOf('/'));
      need(NetnsFiles.ETC + entry);
      boolean links =
          !bind.file().equals(directory + entry) || !bind.target().equals(NetnsFiles.ETC + entry);
      told &= !links; // where they lead may change without a change of them
    }
    return binds;
  }

  /** The plan needs a file as it is now. */
  private void need(String file) {
    String state = file.charAt(0) == '/' ? FileState.of(file) : null;
    told &= state != null;
    needs.add(new Step.Needs(file, String.valueOf(state)));
  }

  private List<Step> needs() {
    boolean never = all || user != null || !told;
    return never ? List.of(new Step.NeverKeep()) : needs;
  }

  private static List<Step.Bind> binds(String name) throws NetlinkException {
    List<Step.Bind> binds = new ArrayList<>();
    for (NetnsFiles.Bind bind : NetnsFiles.of(name)) {
      binds.add(new Step.Bind(bind.file(), bind.target()));
    }
    return binds;
  }

  private static User user(Login login) {
    List<String> groups = new ArrayList<>();
    for (long group : login.groups()) {
      groups.add(Long.toString(group));
    }
    List<Step.SetEnv> environment = new ArrayList<>();
    if (login.name() != null) {
      environment.add(new Step.SetEnv("HOME", login.home()));
      environment.add(new Step.SetEnv("USER", login.name()));
      environment.add(new Step.SetEnv("LOGNAME", login.name()));
    }
    return new User(login.uid(), login.gid(), groups, environment);
  }
}
