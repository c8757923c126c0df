package dev.nsjava.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A quiet system for lsns to look at (src/test/c/system.c), in which programs run one after the
 * other; it ends when this is closed, and with it all that is in it.
 */
final class Population implements AutoCloseable {

  /** Processes in namespaces of all kinds, as every lsns can see them. */
  static final String INHABITED = "residents";

  /** The same, and namespaces without processes. */
  static final String ALL = "residents=all";

  /** The same, and what ours alone shows as it is. */
  static final String OURS = "residents=ours";

  /** Processes that come and go. */
  static final String STORM = "storm=300";

  /** Namespaces get rising numbers, unless others are freed meanwhile. */
  private static final int TRIES = 20;

  private static final Pattern NAME = Pattern.compile("\\{([a-z0-9-]+)}");
  private static final Pattern INODE = Pattern.compile("\\b4\\d{9}\\b");

  private final Process process;

  /** Inodes by the names that residents.c gives them, in the order in which they were made. */
  private final Map<String, String> inodes = new LinkedHashMap<>();

  private final Map<String, String> names = new LinkedHashMap<>();

  /** Users are those of Caller's passwd; to ask others for those without a name takes long. */
  private Population(String residents) throws IOException {
    process =
        new ProcessBuilder(Fixtures.START, "--system")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> world = new ArrayList<>(Caller.WORLD);
    world.addAll(List.of("tmpfs=/run", "file=/run/nsswitch:644:passwd: files\\x0a"));
    world.addAll(List.of("bind=/run/nsswitch:/etc/nsswitch.conf", residents));
    for (String line : new String(ask(world), StandardCharsets.US_ASCII).lines().toList()) {
      int blank = line.indexOf(' ');
      inodes.put(line.substring(0, blank), line.substring(blank + 1));
      names.put(line.substring(blank + 1), line.substring(0, blank));
    }
  }

  static Population of(String residents) {
    // Those that failed go last: what they leave free would be filled by the next one.
    List<Population> others = new ArrayList<>();
    try {
      while (others.size() < TRIES) {
        Population population = new Population(residents);
        List<String> made = List.copyOf(population.inodes.values());
        if (made.equals(made.stream().sorted().toList())) {
          return population;
        }
        others.add(population);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } finally {
      others.forEach(Population::close);
    }
    throw new AssertionError("namespaces are never in order");
  }

  /** Runs a program; {@code {NAME}} in a word is the inode of that namespace. Numbers stay. */
  synchronized Result run(Caller caller, Tool tool, List<String> words) {
    try {
      byte[] report = ask(caller.start(tool, words.stream().map(this::inodes).toList()));
      return Result.parseAsIs(report);
    } catch (IOException e) {
      throw new AssertionError(tool + " " + words, e);
    }
  }

  String inode(String name) {
    String inode = inodes.get(name);
    if (inode == null) {
      throw new AssertionError("no namespace has the name " + name);
    }
    return inode;
  }

  private String inodes(String word) {
    return NAME.matcher(word).replaceAll(m -> inode(m.group(1)));
  }

  /** With names for all inodes that have one. */
  Result named(Result result) {
    return new Result(result.end(), named(result.out()), named(result.err()), result.left());
  }

  private String named(String text) {
    return INODE
        .matcher(text)
        .replaceAll(
            m -> {
              String name = names.get(m.group());
              return Matcher.quoteReplacement(name == null ? m.group() : "{" + name + "}");
            });
  }

  private byte[] ask(List<String> words) throws IOException {
    StringBuilder request = new StringBuilder(words.size() + "\n");
    words.forEach(word -> request.append(word).append('\0'));
    OutputStream requests = process.getOutputStream();
    requests.write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
    requests.flush();
    InputStream answers = process.getInputStream();
    int length = 0;
    for (int c = answers.read(); c != '\n'; c = answers.read()) {
      if (c < 0) {
        throw new IOException("the system has ended");
      }
      length = length * 10 + c - '0';
    }
    return answers.readNBytes(length);
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      process.waitFor();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
