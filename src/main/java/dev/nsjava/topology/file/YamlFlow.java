package dev.nsjava.topology.file;

import dev.nsjava.topology.ExportException;
import java.util.Collection;
import java.util.Map;

/** A mapping in braces, or a list in brackets, with what is in it as it comes. */
final class YamlFlow {

  private final StringBuilder text = new StringBuilder();
  private final char end;

  private YamlFlow(char begin, char end) {
    text.append(begin);
    this.end = end;
  }

  /** An empty mapping. */
  static YamlFlow map() {
    return new YamlFlow('{', '}');
  }

  /** A list of texts. */
  static String list(Collection<String> values) throws ExportException {
    YamlFlow list = new YamlFlow('[', ']');
    for (String value : values) {
      list.separate().append(YamlText.of(value));
    }
    return list.toString();
  }

  /** A mapping of texts. */
  static String map(Map<String, String> values) throws ExportException {
    YamlFlow map = map();
    for (Map.Entry<String, String> entry : values.entrySet()) {
      map.text(YamlText.of(entry.getKey()), entry.getValue());
    }
    return map.toString();
  }

  private StringBuilder separate() {
    return text.append(text.length() == 1 ? "" : ", ");
  }

  /** Adds a value that is YAML already. */
  YamlFlow raw(String key, String value) {
    separate().append(key).append(": ").append(value);
    return this;
  }

  /** Adds a text. */
  YamlFlow text(String key, String value) throws ExportException {
    return raw(key, YamlText.of(value));
  }

  /** Adds a text, but not if it says nothing. */
  YamlFlow some(String key, String value) throws ExportException {
    return value.isEmpty() ? this : text(key, value);
  }

  /** Adds a number, but not if it is 0. */
  YamlFlow some(String key, long value) {
    return value == 0 ? this : raw(key, Long.toString(value));
  }

  /** Adds texts, but not if there are none. */
  YamlFlow some(String key, Collection<String> values) throws ExportException {
    return values.isEmpty() ? this : raw(key, list(values));
  }

  /** Adds {@code true} or {@code false} where that is not what is meant without it. */
  YamlFlow flag(String key, boolean value, boolean otherwise) {
    return value == otherwise ? this : raw(key, Boolean.toString(value));
  }

  @Override
  public String toString() {
    return text.toString() + end;
  }
}
