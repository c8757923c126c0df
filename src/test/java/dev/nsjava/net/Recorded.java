package dev.nsjava.net;

import dev.nsjava.sys.SystemCall;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** A kernel that answers what another has answered once, see answers.txt. */
final class Recorded implements Wire {

  private final Deque<byte[]> answers = new ArrayDeque<>();

  /** A kernel that says what it was told to, and then nothing. */
  static Recorded of(List<byte[]> answers) {
    Recorded recorded = new Recorded();
    recorded.answers.addAll(answers);
    return recorded;
  }

  /** The answers that have a name, in their order. */
  static Recorded of(String name) {
    Recorded recorded = new Recorded();
    StringBuilder hex = new StringBuilder();
    boolean wanted = false;
    for (String line : lines()) {
      if (line.startsWith("  ")) {
        hex.append(wanted ? line.strip() : "");
      } else {
        recorded.add(hex);
        wanted = line.equals(name);
      }
    }
    recorded.add(hex);
    return recorded;
  }

  private void add(StringBuilder hex) {
    if (!hex.isEmpty()) {
      answers.add(HexFormat.of().parseHex(hex));
      hex.setLength(0);
    }
  }

  private static List<String> lines() {
    try (InputStream in =
            Objects.requireNonNull(Recorded.class.getResourceAsStream("answers.txt"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      return lines.lines().filter(line -> !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of its messages. */
  List<Message> messages() throws NetlinkException {
    List<Message> messages = new ArrayList<>();
    for (byte[] answer : answers) {
      messages.addAll(Message.all(answer));
    }
    return messages;
  }

  /** What comes at once first. */
  byte[] first() {
    return answers.getFirst();
  }

  /**
   * What a dump brings. The recorded requests have the sequence 1, as the first of a socket has.
   */
  <T> NetListing<T> listing(Rows.Reader<T> reader) {
    Request request = new Request("cannot list them", 0, Request.DUMP);
    return new Rows<T>().dump(new Netlink(this), request, reader).listing();
  }

  @Override
  public byte[] exchange(byte[] messages, String doing) throws NetlinkException {
    byte[] answer = answers.poll();
    if (answer == null) {
      throw NetlinkException.failed(doing + ": no answer");
    }
    return answer;
  }

  @Override
  public SystemCall.Exchange call(byte[] messages, String doing) {
    return new SystemCall.Exchange(0, messages, doing);
  }

  @Override
  public void close() {
    answers.clear();
  }
}
