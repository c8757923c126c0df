package dev.nsjava.ns;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/** Paths as bytes, one char each: the runtime has them, but gives them away in a URI only. */
public final class FileName {

  private FileName() {}

  /** The path that bytes are, from the root on. */
  public static Path path(String bytes) {
    if (isAscii(bytes)) {
      return Path.of(bytes);
    }
    StringBuilder uri = new StringBuilder("file://");
    for (int i = 0; i < bytes.length(); i++) {
      char b = bytes.charAt(i);
      boolean plain = b == '/' || (b < 0x80 && Character.isLetterOrDigit(b));
      uri.append(plain ? String.valueOf(b) : "%" + HexFormat.of().toHexDigits((byte) b));
    }
    return Path.of(URI.create(uri.toString()));
  }

  /** The last name of a path; nothing for the root. */
  public static String of(Path path) {
    Path last = path.getFileName();
    String name = last == null ? "" : last.toString();
    if (isAscii(name)) {
      return name;
    }
    String uri = path.toUri().getRawPath();
    return decoded(uri.substring(uri.lastIndexOf('/') + 1));
  }

  /** All of an absolute path. */
  public static String all(Path path) {
    String text = path.toString();
    if (isAscii(text)) {
      return text;
    }
    String uri = path.toUri().getRawPath();
    return decoded(uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri);
  }

  private static boolean isAscii(String text) {
    boolean ascii = true;
    for (int i = 0; i < text.length(); i++) {
      ascii &= text.charAt(i) < 0x80;
    }
    return ascii;
  }

  private static String decoded(String uri) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < uri.length(); i++) {
      boolean escape = uri.charAt(i) == '%';
      bytes.write(escape ? Integer.parseInt(uri, i + 1, i + 3, 16) : uri.charAt(i));
      i += escape ? 2 : 0;
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
