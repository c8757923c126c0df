package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import dev.nsjava.launch.Call;
import java.util.ArrayList;
import java.util.List;

/** Asks {@link Main} as the launcher does. */
final class Ask {

  private Ask() {}

  /** The answer to a line of words, as root; {@code ''} is the empty word. */
  static Answer line(String line) {
    return words("nsjava", 0, split(line));
  }

  /** The answer to words, called by {@code name}, from user and group {@code id}. */
  static Answer words(String name, long id, List<String> words) {
    return Main.answer(new Call(name, id, id, 0, true, words), Ask::launcher);
  }

  private static List<String> launcher(String question, List<String> words) {
    return question.equals("cache") ? List.of("NSJAVA_CACHE is off", "") : List.of("0");
  }

  /** The plan of a line, the command first, with the steps on one line but for what it needs. */
  static String plan(String line, long id) {
    return whole(line, id).replaceAll("(needs [^;]*|never-keep); ", "");
  }

  /** What the plan of a line needs. */
  static String needs(String line, long id) {
    return whole(line, id).replaceAll("; (?!needs|never-keep).*", "");
  }

  private static String whole(String line, long id) {
    Answer answer = words("nsjava", id, split("explain " + line));
    return answer.kind().equals("print")
        ? answer.body().strip().replace("\n", "; ").replaceAll(" +", " ")
        : answer.body().replace("\0", "|");
  }

  /** The plan, asked by root. */
  static String plan(String line) {
    return plan(line, 0);
  }

  /** The text of a failure with status 1 and no hint, without its last newline. */
  static String failure(Answer answer) {
    String body = answer.body();
    if (!answer.kind().equals("fail") || !body.startsWith("1\0") || !body.endsWith("\n\0\0")) {
      throw new AssertionError(answer);
    }
    return body.substring(2, body.length() - 3);
  }

  /** The same with what the hint says, which there must be. */
  static String hinted(Answer answer) {
    List<String> words = List.of(answer.body().split("\0", -1));
    String text = failure(Answer.fail(Integer.parseInt(words.get(0)), words.get(1), ""));
    return text + "; " + words.get(2);
  }

  static List<String> split(String line) {
    List<String> words = new ArrayList<>();
    for (String word : line.isEmpty() ? new String[0] : line.split(" ")) {
      words.add(word.equals("''") ? "" : word);
    }
    return words;
  }
}
