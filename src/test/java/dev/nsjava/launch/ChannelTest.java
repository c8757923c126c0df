package dev.nsjava.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTest {

  @Test
  void a_call_is_words_of_bytes() throws IOException {
    assertThat(read("nsjava-1\00024\0./x\0004294967294\0007\0a\0\0\u00ff b\0"))
        .isEqualTo(new Call("./x", 4294967294L, 7, List.of("a", "", "\u00ff b")));
    assertThat(read("nsjava-1\0005\0\0000\0000\0")).isEqualTo(new Call("", 0, 0, List.of()));
  }

  @Test
  void one_call_is_read_after_the_other() throws IOException {
    String call = "nsjava-1\0008\0./x\0000\0007\0";
    InputStream in = stream(call + call.replace("./x", "./y") + "nsjava-2\0");
    assertThat(Call.read(in)).isEqualTo(new Call("./x", 0, 7, List.of()));
    assertThat(Call.read(in)).isEqualTo(new Call("./y", 0, 7, List.of()));
    assertThatIOException().isThrownBy(() -> Call.read(in));
    assertThat(Call.read(in)).isNull();
  }

  @Test
  void nothing_is_read_beyond_a_call() throws IOException {
    InputStream in = stream("nsjava-1\0008\0./x\0000\0007\0!");
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
        "nsjava-1\0006\0",
        "nsjava-2\0006\0n\0000\0000\0",
        "nsjava-12\0006\0n\0000\0000\0",
        "nsjava-1\0006\0n\0000\0000",
        "nsjava-1\0006\0n\0x\0000\0",
        "nsjava-1\0009\0n\0000\0000\0a\0"
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
    assertThat(written(Answer.fail(1, "x: y\n", ""))).isEqualTo("fail\0009\0001\0x: y\n\0\0");
  }

  @Test
  void the_launcher_is_asked_for_the_inode_of_a_pidfd() throws IOException {
    ByteArrayOutputStream asked = new ByteArrayOutputStream();
    byte[] answers = "18446744073709551615\0000\0\0".getBytes(StandardCharsets.ISO_8859_1);
    Channel channel = new Channel(new ByteArrayInputStream(answers), asked);

    assertThat(channel.inodeOfPidfd(1234)).isEqualTo(-1);
    assertThat(asked.toString(StandardCharsets.ISO_8859_1)).isEqualTo("pidfd\0005\0001234\0");
    assertThat(channel.inodeOfPidfd(1234)).isZero();
    assertThatIOException().isThrownBy(() -> channel.inodeOfPidfd(1234));
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
