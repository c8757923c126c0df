package dev.nsjava.table;

import static dev.nsjava.table.TestTable.lines;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTest {

  private static Json filled(Json json) {
    return json.beginObject()
        .key("name")
        .string("a\nb")
        .key("none")
        .string(null)
        .key("ids")
        .beginArray()
        .number(1)
        .literal("2")
        .endArray()
        .key("maps")
        .beginArray()
        .beginObject()
        .key("up")
        .bool(true)
        .endObject()
        .beginObject()
        .key("up")
        .bool(false)
        .endObject()
        .endArray()
        .key("empty")
        .beginObject()
        .endObject()
        .endObject();
  }

  @Test
  void a_line_a_value_three_blanks_a_level() {
    assertThat(filled(Json.indented()).toString())
        .isEqualTo(
            lines(
                "{",
                "   \"name\": \"a\\nb\",",
                "   \"none\": null,",
                "   \"ids\": [",
                "      1,",
                "      2",
                "   ],",
                "   \"maps\": [",
                "      {",
                "         \"up\": true",
                "      },{",
                "         \"up\": false",
                "      }",
                "   ],",
                "   \"empty\": {",
                "   }",
                "}"));
  }

  @Test
  void on_one_line_without_blanks() {
    assertThat(filled(new Json(new Output(), true, false)).toString())
        .isEqualTo(
            "{\"name\":\"a\\nb\",\"none\":null,\"ids\":[1,2],"
                + "\"maps\":[{\"up\":true},{\"up\":false}],\"empty\":{}}\n");
  }

  @Test
  void control_characters_are_escaped_and_nothing_else() {
    assertThat(string(false, "\b\t\n\f\r\u0001\u001f\"\\/\u007f\u00c2\u009b\u00e9"))
        .isEqualTo("\"\\b\\t\\n\\f\\r\\u0001\\u001f\\\"\\\\/\u007f\u00c2\u009b\u00e9\"\n");
  }

  @Test
  void what_else_a_terminal_obeys_is_escaped_where_that_is_wanted() {
    assertThat(string(true, "a\u007fb\u00c2\u0080\u00c2\u009fc\u00c2\u00a0\u00c3\u0080\u00c2"))
        .isEqualTo("\"a\\u007fb\\u0080\\u009fc\u00c2\u00a0\u00c3\u0080\\ufffd\"\n");
    assertThat(Json.indented().string("\u0001\u007f").toString()).isEqualTo("\"\\u0001\\u007f\"\n");
  }

  private static String string(boolean guarded, String value) {
    return new Json(new Output(), true, guarded).string(value).toString();
  }
}
