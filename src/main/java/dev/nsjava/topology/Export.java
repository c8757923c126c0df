package dev.nsjava.topology;

import java.util.List;

/**
 * A network in the words of a file.
 *
 * @param text of the file, bytes, one char each
 * @param notes what the file does not say, a line each; they stand in the text too, as comments
 */
public record Export(String text, List<String> notes) {}
