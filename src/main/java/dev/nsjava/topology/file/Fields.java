package dev.nsjava.topology.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a mapping by their keys. */
final class Fields {

  /** Of YAML 1.1, and missed by many: the keys of another mapping that are not given here. */
  private static final String MERGE = "<<";

  private final Mistakes mistakes;
  private final Map<String, YamlNode> values = new LinkedHashMap<>();
  private final Map<String, YamlNode> keys = new LinkedHashMap<>();

  /** Reads a mapping with any keys, each once. Nothing at all is one without keys. */
  Fields(YamlNode node, String what, Mistakes mistakes) {
    this.mistakes = mistakes;
    if (node.isMap()) {
      own(node);
    } else if (!node.isNothing()) {
      mistakes.add(node, what + " is a mapping, KEY: VALUE, not " + node.kind().noun);
    }
  }

  /** The same with keys that are known. */
  Fields(YamlNode node, String what, List<String> known, Mistakes mistakes) {
    this(node, what, mistakes);
    for (Map.Entry<String, YamlNode> key : keys.entrySet()) {
      String word = key.getKey();
      if (!known.contains(word)) {
        String meant = mistakes.meant(word, known);
        String all = meant.isEmpty() ? ": there are " + String.join(", ", known) : meant;
        mistakes.add(key.getValue(), "unknown key " + Mistakes.quoted(word) + " of " + what + all);
      }
    }
  }

  private void own(YamlNode map) {
    List<YamlNode> items = map.items();
    List<YamlNode> merged = new ArrayList<>();
    for (int i = 0; i < items.size(); i += 2) {
      YamlNode key = items.get(i);
      YamlNode value = items.get(i + 1);
      if (!key.isScalar()) {
        mistakes.add(key, "a key is a text, not " + key.kind().noun + ": quote what has [ or {");
      } else if (key.plain() && key.text().equals(MERGE)) {
        merged.add(value);
      } else if (keys.putIfAbsent(key.text(), key) == null) {
        values.put(key.text(), value);
      } else {
        YamlNode first = keys.get(key.text());
        int line = first == null ? 0 : first.line();
        mistakes.add(
            key, "the key " + Mistakes.quoted(key.text()) + " is here twice, see line " + line);
      }
    }
    for (YamlNode other : merged) {
      merge(other);
    }
  }

  private void merge(YamlNode others) {
    List<YamlNode> maps = others.isList() ? others.items() : List.of(others);
    for (YamlNode map : maps) {
      if (!map.isMap()) {
        mistakes.add(map, "<< takes a mapping, or a list of them");
        continue;
      }
      Fields fields = new Fields(map, "it", mistakes);
      for (Map.Entry<String, YamlNode> value : fields.values.entrySet()) {
        if (values.putIfAbsent(value.getKey(), value.getValue()) == null) {
          keys.put(value.getKey(), fields.key(value.getKey()));
        }
      }
    }
  }

  /** All keys, in the order of the file. */
  Iterable<String> names() {
    return values.keySet();
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** The value of a key, or null. */
  @Nullable YamlNode get(String key) {
    return values.get(key);
  }

  /** Where a key that is here stands. */
  YamlNode key(String key) {
    YamlNode node = keys.get(key);
    if (node == null) {
      throw new IllegalArgumentException(key);
    }
    return node;
  }

  /** The value of a key that is here. */
  YamlNode value(String key) {
    YamlNode node = values.get(key);
    if (node == null) {
      throw new IllegalArgumentException(key);
    }
    return node;
  }

  /** True or false. */
  boolean flag(String key, boolean otherwise) {
    YamlNode node = values.get(key);
    if (node == null) {
      return otherwise;
    }
    boolean yes = node.plain() && node.text().equals("true");
    if (!yes && !(node.plain() && node.text().equals("false"))) {
      mistakes.add(node, key + " is true or false, not " + seen(node));
    }
    return yes;
  }

  /** A text; without the key, or if it is none, another. */
  String text(String key, String otherwise) {
    YamlNode node = values.get(key);
    return node == null ? otherwise : text(node, key, otherwise);
  }

  private String text(YamlNode node, String key, String otherwise) {
    if (node.isScalar() && !node.isNothing()) {
      return node.text();
    }
    mistakes.add(node, key + " is a text, not " + seen(node));
    return otherwise;
  }

  /** One of some words. */
  String choice(String key, List<String> words, String otherwise) {
    String word = text(key, otherwise);
    if (!word.equals(otherwise) && !words.contains(word)) {
      wrongChoice(value(key), key, words);
      return otherwise;
    }
    return word;
  }

  /** Says that a scalar is none of some words. */
  void wrongChoice(YamlNode node, String key, List<String> words) {
    String meant = mistakes.meant(node.text(), words);
    mistakes.add(
        node, key + " is one of " + String.join(", ", words) + ", not " + seen(node) + meant);
  }

  /** A whole number. */
  long number(String key, long least, long most, long otherwise) {
    YamlNode node = values.get(key);
    if (node == null) {
      return otherwise;
    }
    long number = node.isScalar() ? Quantities.whole(node.text(), most) : -1;
    if (number < least) {
      mistakes.add(node, key + " is a number, " + least + " to " + most + ", not " + seen(node));
      return otherwise;
    }
    return number;
  }

  /** The scalars of a list; one alone is a list of one. */
  List<YamlNode> texts(String key) {
    YamlNode node = values.get(key);
    List<YamlNode> texts = new ArrayList<>();
    if (node == null || node.isNothing()) {
      return texts;
    }
    for (YamlNode item : node.isList() ? node.items() : List.of(node)) {
      if (item.isScalar() && !item.isNothing()) {
        texts.add(item);
      } else {
        mistakes.add(item, key + " is a list of texts, and this is " + seen(item));
      }
    }
    return texts;
  }

  /** What stands in the place of what was wanted. */
  static String seen(YamlNode node) {
    if (node.isNothing()) {
      return "nothing";
    }
    return node.isScalar() ? Mistakes.quoted(node.text()) : node.kind().noun;
  }
}
