package dev.nsjava.topology;

import dev.nsjava.topology.file.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * As much of JSON Schema 2020-12 as our schema says. A keyword that is not known here is refused.
 */
public final class JsonSchema {

  private final YamlNode root;
  private final List<String> wrong = new ArrayList<>();

  public JsonSchema(YamlNode root) {
    this.root = root;
  }

  /** What does not fit, each with its place; nothing if all does. */
  public List<String> wrong(YamlNode value) {
    check(root, value, "");
    return wrong;
  }

  /** The value of a key of a mapping, or null. */
  public static @Nullable YamlNode get(YamlNode map, String key) {
    for (int i = 0; i < map.items().size(); i += 2) {
      if (map.items().get(i).text().equals(key)) {
        return map.items().get(i + 1);
      }
    }
    return null;
  }

  private boolean fits(YamlNode schema, YamlNode value) {
    JsonSchema other = new JsonSchema(root);
    other.check(schema, value, "");
    return other.wrong.isEmpty();
  }

  private void check(YamlNode schema, YamlNode value, String place) {
    for (int i = 0; i < schema.items().size(); i += 2) {
      String keyword = schema.items().get(i).text();
      YamlNode says = schema.items().get(i + 1);
      boolean well =
          switch (keyword) {
            case "$schema", "$id", "$defs", "title", "description" -> true;
            case "$ref" -> fits(reference(says.text()), value);
            case "type" -> isType(says, value);
            case "enum" -> says.items().stream().anyMatch(one -> one.text().equals(value.text()));
            case "const" -> value.isScalar() && value.text().equals(says.text());
            case "not" -> !fits(says, value);
            case "oneOf" -> says.items().stream().filter(one -> fits(one, value)).count() == 1;
            case "anyOf" -> says.items().stream().anyMatch(one -> fits(one, value));
            case "pattern" ->
                !isType("string", value)
                    || Pattern.compile(says.text()).matcher(value.text()).find();
            case "minLength" ->
                !isType("string", value) || value.text().length() >= number(says.text());
            case "maxLength" ->
                !isType("string", value) || value.text().length() <= number(says.text());
            case "minimum" ->
                !isType("number", value) || number(value.text()) >= number(says.text());
            case "maximum" ->
                !isType("number", value) || number(value.text()) <= number(says.text());
            case "minItems" -> !value.isList() || value.items().size() >= number(says.text());
            case "maxItems" -> !value.isList() || value.items().size() <= number(says.text());
            case "items" -> !value.isList() || all(says, value.items());
            case "required" ->
                !value.isMap() || says.items().stream().allMatch(key -> has(value, key.text()));
            case "propertyNames" -> !value.isMap() || all(says, keys(value));
            case "properties", "additionalProperties" ->
                !value.isMap() || hasProperties(schema, value);
            default -> throw new IllegalArgumentException(keyword);
          };
      if (!well) {
        wrong.add(value.line() + ":" + value.column() + ": " + keyword + place);
      }
    }
  }

  private boolean all(YamlNode schema, List<YamlNode> values) {
    return values.stream().allMatch(value -> fits(schema, value));
  }

  private static boolean has(YamlNode map, String key) {
    return get(map, key) != null;
  }

  private static List<YamlNode> keys(YamlNode map) {
    List<YamlNode> keys = new ArrayList<>();
    for (int i = 0; i < map.items().size(); i += 2) {
      YamlNode key = map.items().get(i);
      keys.add(YamlNode.scalar(key.line(), key.column(), key.text(), false));
    }
    return keys;
  }

  private boolean hasProperties(YamlNode schema, YamlNode value) {
    YamlNode known = get(schema, "properties");
    YamlNode others = get(schema, "additionalProperties");
    boolean well = true;
    for (int i = 0; i < value.items().size(); i += 2) {
      YamlNode of = known == null ? null : get(known, value.items().get(i).text());
      YamlNode item = value.items().get(i + 1);
      if (of == null) {
        of = others;
      }
      well &= of == null || (of.isMap() && fits(of, item));
    }
    return well;
  }

  private YamlNode reference(String path) {
    YamlNode node = root;
    for (String part : path.substring(2).split("/", -1)) {
      YamlNode next = get(node, part);
      if (next == null) {
        throw new IllegalArgumentException(path);
      }
      node = next;
    }
    return node;
  }

  private static boolean isType(YamlNode types, YamlNode value) {
    return types.isList()
        ? types.items().stream().anyMatch(type -> isType(type.text(), value))
        : isType(types.text(), value);
  }

  /** What the core schema of YAML makes of a scalar without quotes. */
  private static boolean isType(String type, YamlNode value) {
    boolean truth = value.plain() && value.text().matches("true|false");
    boolean integer = value.plain() && value.text().matches("-?[0-9]+");
    boolean number = integer || (value.plain() && value.text().matches("-?[0-9]+\\.[0-9]+"));
    return switch (type) {
      case "object" -> value.isMap();
      case "array" -> value.isList();
      case "null" -> value.isNothing();
      case "boolean" -> truth;
      case "integer" -> integer;
      case "number" -> number;
      case "string" -> value.isScalar() && !truth && !number && !value.isNothing();
      default -> throw new IllegalArgumentException(type);
    };
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }
}
