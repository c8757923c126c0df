package dev.nsjava.ns;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The last name of a path: the runtime has its bytes, but gives them away in a URI only. */
public final class FileName {

  private FileName() {}

  /** Bytes, one char each; nothing for the root. */
  public static String of(Path path) {
    Path last = path.getFileName();
    String name = last == null ? "" : last.toString();
    boolean ascii = true;
    for (int i = 0; i < name.length(); i++) {
      ascii &= name.charAt(i) < 0x80;
    }
    if (ascii) {
      return name;
    }
    String uri = path.toUri().getRawPath();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = uri.lastIndexOf('/') + 1; i < uri.length(); i++) {
      boolean escape = uri.charAt(i) == '%';
      bytes.write(escape ? Integer.parseInt(uri, i + 1, i + 3, 16) : uri.charAt(i));
      i += escape ? 2 : 0;
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
