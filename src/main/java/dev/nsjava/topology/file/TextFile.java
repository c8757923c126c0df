package dev.nsjava.topology.file;

import dev.nsjava.ns.Printable;
import dev.nsjava.ns.Reason;
import dev.nsjava.topology.TopologyException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a file, however much there is in it. */
public final class TextFile {

  private TextFile() {}

  /**
   * Reads one, a pipe too.
   *
   * @param file its name for messages, bytes
   * @param path where it is
   * @throws TopologyException if it cannot be read, is larger than a topology, or no UTF-8
   */
  public static String read(String file, Path path) throws TopologyException {
    Mistakes mistakes = new Mistakes(file);
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(YamlReader.LONGEST + 1);
    } catch (IOException e) {
      throw new TopologyException("cannot read " + Printable.whole(file) + ": " + Reason.of(e));
    }
    if (bytes.length > YamlReader.LONGEST) {
      throw mistakes.only(1, 1, "too large: " + YamlReader.LONGEST + " bytes are the most");
    }
    return decoded(bytes, mistakes);
  }

  private static String decoded(byte[] bytes, Mistakes mistakes) throws TopologyException {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      int line = 1;
      for (int i = 0; i < text.length(); i++) {
        line += text.charAt(i) == '\n' ? 1 : 0;
      }
      String last = text.substring(text.lastIndexOf('\n') + 1);
      int column = last.codePointCount(0, last.length()) + 1;
      throw mistakes.only(line, column, "no text in UTF-8");
    }
    return text;
  }
}
