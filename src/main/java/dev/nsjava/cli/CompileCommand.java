package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import dev.nsjava.launch.Call;
import dev.nsjava.launch.CompiledProgram;
import dev.nsjava.launch.ProgramFile;
import dev.nsjava.ns.Printable;
import dev.nsjava.plan.Plan;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code compile}: a launch as a program of its own. And what such a program would do. */
final class CompileCommand {

  private static final String GIVEN = "PROGRAM";
  private static final String OWN = System.getProperty("os.arch").replace("amd64", "x86_64");
  private static final String NO_PROGRAM = "missing PROGRAM";

  /** As uname(2) has them. */
  static final List<String> ARCHITECTURES = List.of("aarch64", "riscv64", "x86_64");

  private CompileCommand() {}

  static Answer answer(Invocation invocation) throws IOException {
    String output = null;
    String arch = OWN;
    Getopt<CompileOption> getopt = new Getopt<>(invocation, CompileOption.values());
    for (CompileOption option = getopt.next(); option != null; option = getopt.next()) {
      switch (option) {
        case OUTPUT -> output = getopt.value();
        case ARCH -> arch = String.valueOf(getopt.value());
        case HELP -> throw new HelpException(invocation, Pages.compile());
        case VERSION -> {
          return invocation.version();
        }
      }
    }
    if (output == null || output.isEmpty()) {
      throw new UsageException(invocation, "no output given: -o FILE");
    }
    Invocation inner = invocation.inner(getopt.index(), "no command to compile");
    List<String> words = inner.words().subList(inner.first() - 1, inner.words().size());
    boolean exec = words.size() > 1 && words.get(0).equals("net") && words.get(1).equals("exec");
    if (!exec && !List.of("unshare", "enter").contains(inner.name())) {
      throw Commands.wrong(invocation, "cannot compile", inner.name(), Pages.compile());
    }
    return compile(invocation, words, launcher(arch), output);
  }

  /** What is filled in. That of other architectures is in the packages alone. */
  private static Path launcher(String arch) {
    if (!ARCHITECTURES.contains(arch)) {
      throw new ArgumentException(
          "unknown architecture '%s': %s"
              .formatted(Printable.of(arch), String.join(", ", ARCHITECTURES)));
    }
    Path file =
        Path.of(
            System.getProperty("java.home"),
            "..",
            "lib",
            arch.equals(OWN) ? "compiled" : "compiled-" + arch);
    if (!Files.exists(file)) {
      throw new ArgumentException(
          "this build of nsjava cannot compile for " + arch + ": its packages can");
    }
    return file;
  }

  private static Answer compile(
      Invocation invocation, List<String> words, Path launcher, String output) throws IOException {
    List<String> more = new ArrayList<>(words);
    more.add(GIVEN);
    List<String> given = List.of();
    Answer alone = null;
    try {
      alone = plan(invocation, words);
    } catch (UsageException e) {
      if (!NO_PROGRAM.equals(e.getMessage())) {
        throw e;
      }
    }
    if (alone != null && !alone.kind().equals("plan")) {
      return alone; // the version, or what is wrong
    }
    List<String> plan = alone == null ? List.of() : planned(alone);
    boolean program = !plan.isEmpty() && !plan.getLast().equals("login-shell");
    if (!program) {
      given = planned(plan(invocation, more));
    }
    List<String> with = program ? plan : given;
    if (!with.get(with.size() - 2).equals("exec")) {
      throw new ArgumentException("cannot compile what depends on what there is now: --all");
    }
    CompiledProgram compiled =
        program
            ? new CompiledProgram(words, plan, List.of(), true)
            : new CompiledProgram(words, given, plan, false);
    byte[] file = Files.readAllBytes(launcher);
    if (!compiled.write(file)) {
      throw new ArgumentException("too many words to compile");
    }
    try {
      new ProgramFile(invocation.launcher(), output).install(file);
    } catch (FileSystemException e) {
      throw wrong(e);
    }
    return Answer.print("");
  }

  private static Answer plan(Invocation invocation, List<String> words) throws IOException {
    Call call = invocation.call();
    return Commands.answer(
        Invocation.of(
            new Call(call.name(), call.euid(), call.egid(), call.columns(), call.utf8(), words),
            invocation.launcher()));
  }

  /** The steps. Files are from now on as they were found; who the caller is, is still looked at. */
  private static List<String> planned(Answer answer) {
    List<String> words = new ArrayList<>(List.of(answer.body().split("\0", -1)));
    words.removeLast(); // behind the last NUL
    List<String> needs = new ArrayList<>();
    while (words.get(0).equals("needs") || words.get(0).equals("never-keep")) {
      List<String> line = words.subList(0, words.get(0).equals("needs") ? 3 : 1);
      if (line.size() > 1 && line.get(1).indexOf('/') < 0) {
        needs.addAll(line);
      }
      line.clear();
    }
    words.addAll(0, needs);
    return words;
  }

  /** The plan of a program that was compiled. */
  static Answer explain(Invocation invocation) throws IOException {
    String file = invocation.word();
    CompiledProgram program;
    try {
      program = CompiledProgram.read(new ProgramFile(invocation.launcher(), file).read());
    } catch (FileSystemException e) {
      throw wrong(e);
    }
    if (program == null || program.plan().isEmpty()) {
      throw new ArgumentException(Printable.whole(file) + " was not made by nsjava compile");
    }
    StringBuilder text = new StringBuilder(explain(invocation, program.plan(), program));
    if (!program.shell().isEmpty()) {
      text.append("# without a program: a login shell\n");
    }
    return Answer.print(text.toString());
  }

  private static String explain(Invocation invocation, List<String> plan, CompiledProgram program)
      throws IOException {
    StringBuilder text = new StringBuilder();
    List<String> counts = invocation.launcher().ask("steps", plan);
    int at = 0;
    for (String count : counts.subList(0, counts.size() - 1)) {
      int end = at + Integer.parseInt(count);
      if (end > plan.size()) {
        break;
      }
      line(text, plan.subList(at, end), program);
      at = end;
    }
    if (at != plan.size()) {
      throw new ArgumentException(
          Printable.whole(invocation.word()) + " was compiled by another version of nsjava");
    }
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> words, CompiledProgram program) {
    List<String> shown = new ArrayList<>();
    shown.add(words.get(0));
    if (words.get(0).equals("exec")) {
      List<String> compiled = program.words();
      int first = Math.min(Integer.parseInt(words.get(1)), compiled.size());
      shown.addAll(program.program() ? compiled.subList(first, compiled.size()) : List.of(GIVEN));
    } else {
      shown.addAll(words.subList(1, words.size()));
    }
    Plan.show(text, shown);
  }

  private static ArgumentException wrong(FileSystemException e) {
    return new ArgumentException(Printable.whole(String.valueOf(e.getReason())));
  }
}
