package dev.nsjava.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTest {

  @Test
  void a_call_is_words_of_bytes() throws IOException {
    assertThat(read("nsjava-1\00034\0./x\0004294967294\0007\000120\0utf-8\0a\0\0\u00ff b\0"))
        .isEqualTo(new Call("./x", 4294967294L, 7, 120, true, List.of("a", "", "\u00ff b")));
    assertThat(read("nsjava-1\0008\0\0000\0000\0000\0\0"))
        .isEqualTo(new Call("", 0, 0, 0, false, List.of()));
  }

  @Test
  void one_call_is_read_after_the_other() throws IOException {
    String call = "nsjava-1\00011\0./x\0000\0007\0000\0\0";
    InputStream in = stream(call + call.replace("./x", "./y") + "nsjava-2\0");
    assertThat(Call.read(in)).isEqualTo(new Call("./x", 0, 7, 0, false, List.of()));
    assertThat(Call.read(in)).isEqualTo(new Call("./y", 0, 7, 0, false, List.of()));
    assertThatIOException().isThrownBy(() -> Call.read(in));
    assertThat(Call.read(in)).isNull();
  }

  @Test
  void nothing_is_read_beyond_a_call() throws IOException {
    InputStream in = stream("nsjava-1\00011\0./x\0000\0007\0000\0\0!");
    assertThat(Call.read(in)).isNotNull();
    assertThat(in.read()).isEqualTo('!');
  }

  @Test
  void the_end_of_the_stream_is_no_call() throws IOException {
    assertThat(read("")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nsjava-1",
        "nsjava-1\0",
        "nsjava-1\0x\0",
        "nsjava-1\0009\0",
        "nsjava-1\0006\0n\0000\0000\0",
        "nsjava-2\0009\0n\0000\0000\0000\0\0",
        "nsjava-12\0009\0n\0000\0000\0000\0\0",
        "nsjava-1\0009\0n\0000\0000\0000\0",
        "nsjava-1\0009\0n\0x\0000\0000\0\0",
        "nsjava-1\00012\0n\0000\0000\0000\0\0a\0"
      })
  void what_is_no_call_is_refused(String bytes) {
    assertThatIOException()
        .isThrownBy(() -> read(bytes))
        .withMessage("not started by the launcher");
  }

  @Test
  void an_answer_says_how_long_it_is() throws IOException {
    assertThat(written(Answer.plan(List.of("exec", "1")))).isEqualTo("plan\0007\0exec\0001\0");
    assertThat(written(Answer.print("a\u00ff\n"))).isEqualTo("print\0003\0a\u00ff\n");
    assertThat(written(Answer.report("a\n", ""))).isEqualTo("print\0002\0a\n");
    assertThat(written(Answer.report("a\n", "b\n"))).isEqualTo("report\0005\0b\n\0a\n");
    assertThat(written(Answer.fail(1, "x: y\n", ""))).isEqualTo("fail\0009\0001\0x: y\n\0\0");
  }

  @Test
  void the_launcher_is_asked_for_the_inode_of_a_pidfd() throws IOException {
    ByteArrayOutputStream asked = new ByteArrayOutputStream();
    InputStream answers =
        new SequenceInputStream(
            stream("21\00018446744073709551615\0"),
            new SequenceInputStream(stream("2\0000\000"), stream("1\0\0")));
    Channel channel = new Channel(answers, asked);

    assertThat(channel.inodeOfPidfd(1234)).isEqualTo(-1);
    assertThat(asked.toString(StandardCharsets.ISO_8859_1)).isEqualTo("pidfd\0005\0001234\0");
    assertThat(channel.inodeOfPidfd(1234)).isZero();
    assertThatIOException().isThrownBy(() -> channel.inodeOfPidfd(1234));
  }

  @Test
  void many_words_are_asked_at_once() throws IOException {
    ByteArrayOutputStream asked = new ByteArrayOutputStream();
    Channel channel = new Channel(stream("5\0001\00022\0"), asked);

    assertThat(channel.ask("namespaces", List.of("/a", "1/2"))).containsExactly("1", "22");
    assertThat(asked.toString(StandardCharsets.ISO_8859_1))
        .isEqualTo("namespaces\0007\0/a\0001/2\0");
    assertThatIOException().isThrownBy(() -> channel.ask("nsid", List.of("/a")));
  }

  @Test
  void a_long_reply_comes_in_pieces() throws IOException {
    String text = "x".repeat(9000);
    InputStream answers =
        new SequenceInputStream(
            stream("9001\0" + text.substring(5000)), stream(text.substring(4000) + "\0"));
    Channel channel = new Channel(answers, new ByteArrayOutputStream());

    assertThat(channel.calls("5\0read\0")).hasSize(9001);
    Channel cut = new Channel(stream("9001\0" + text), new ByteArrayOutputStream());
    assertThatIOException().isThrownBy(() -> cut.calls("5\0read\0"));
  }

  @Test
  void a_reply_that_is_longer_than_it_says_is_none() {
    Channel channel = new Channel(stream("1\00022\0"), new ByteArrayOutputStream());

    assertThatIOException().isThrownBy(() -> channel.calls("5\0read\0"));
  }

  private static @Nullable Call read(String bytes) throws IOException {
    return Call.read(stream(bytes));
  }

  private static InputStream stream(String bytes) {
    return new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String written(Answer answer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    answer.write(out);
    return out.toString(StandardCharsets.ISO_8859_1);
  }
}
