package dev.nsjava.launch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program that has a plan in it, see compiled.c: an ELF file with a section for it, elf(5). Words
 * are bytes, one char each.
 *
 * @param words the caller's words that are compiled in, those of the command first
 * @param plan the words of the plan of a call that has a program, or is given one
 * @param shell the same of a call without one; nothing: it must have one
 * @param program whether it is compiled in
 */
public record CompiledProgram(
    List<String> words, List<String> plan, List<String> shell, boolean program) {

  private static final String SECTION = ".nsjava.plan";
  private static final String MAGIC = "nsjava-c";
  private static final int ROOM = 16;
  private static final int HEAD = 40;

  /** Offsets in the headers of elf(5), of 64 bits. */
  private static final int SHOFF = 0x28;

  private static final int SHENTSIZE = 0x3a;
  private static final int SHNUM = 0x3c;
  private static final int SHSTRNDX = 0x3e;
  private static final int SH_OFFSET = 0x18;
  private static final int SH_SIZE = 0x20;

  /**
   * Fills it in.
   *
   * @param file what the build has made, which is changed
   * @return whether there was room
   */
  public boolean write(byte[] file) {
    ByteBuffer section = section(file);
    if (section == null) {
      throw new IllegalStateException("no section " + SECTION);
    }
    String head = Answer.ended(words);
    String with = Answer.ended(plan);
    String without = shell.isEmpty() ? "" : Answer.ended(shell);
    byte[] bytes = (head + with + without).getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length > section.getInt(ROOM)) {
      return false;
    }
    section.position(ROOM + Integer.BYTES);
    section.putInt(words.size()).putInt(head.length()).putInt(with.length());
    section.putInt(without.length()).putInt(program ? 1 : 0).put(bytes);
    return true;
  }

  /** What is in a file, or null if that is no such program. */
  public static @Nullable CompiledProgram read(byte[] file) {
    ByteBuffer section = section(file);
    if (section == null || section.capacity() < HEAD) {
      return null;
    }
    section.position(ROOM + 2 * Integer.BYTES);
    int[] lengths = {section.getInt(), section.getInt(), section.getInt()};
    boolean program = section.getInt() != 0;
    byte[][] parts = new byte[lengths.length][];
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] < 0 || lengths[i] > section.remaining()) {
        return null;
      }
      parts[i] = new byte[lengths[i]];
      section.get(parts[i]);
    }
    return new CompiledProgram(
        Call.words(parts[0]), Call.words(parts[1]), Call.words(parts[2]), program);
  }

  private static @Nullable ByteBuffer section(byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      if (bytes.length < SHSTRNDX || file.getInt(0) != 0x464c_457f) {
        return null;
      }
      long names = offset(file, file.getShort(SHSTRNDX));
      for (int i = 0; i < file.getShort(SHNUM); i++) {
        int header = header(file, i);
        if (isText(file, names + file.getInt(header), SECTION)) {
          int start = Math.toIntExact(file.getLong(header + SH_OFFSET));
          int size = Math.toIntExact(file.getLong(header + SH_SIZE));
          return isText(file, start, MAGIC) ? file.slice(start, size).order(file.order()) : null;
        }
      }
      return null;
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      return null; // it only begins like one
    }
  }

  private static int header(ByteBuffer file, int number) {
    return Math.toIntExact(file.getLong(SHOFF) + (long) number * file.getShort(SHENTSIZE));
  }

  private static long offset(ByteBuffer file, int number) {
    return file.getLong(header(file, number) + SH_OFFSET);
  }

  private static boolean isText(ByteBuffer file, long start, String text) {
    boolean same = true;
    for (int i = 0; i < text.length() && same; i++) {
      same = file.get(Math.toIntExact(start + i)) == text.charAt(i);
    }
    return same;
  }
}
