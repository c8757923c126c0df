package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import dev.nsjava.launch.Call;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.List;

/** Answers one call of the launcher. The channel is the standard input, a socket, both ways. */
public final class Main {

  private Main() {}

  public static void main(String[] args) throws IOException {
    Call call = Call.read(new FileInputStream(FileDescriptor.in));
    answer(call).write(new FileOutputStream(FileDescriptor.in));
  }

  private static Answer answer(Call call) {
    List<String> words = call.words();
    int next = 1;
    String types = "none";
    if (next < words.size() && words.get(next).equals("--uts")) {
      types = "uts";
      next++;
    }
    if (words.isEmpty() || !words.get(0).equals("unshare")) {
      return Answer.fail(1, "nsjava: unknown command\n", "");
    }
    return next < words.size()
        ? Answer.plan(List.of("unshare", types, "exec", Integer.toString(next)))
        : Answer.plan(List.of("unshare", types, "login-shell"));
  }
}
