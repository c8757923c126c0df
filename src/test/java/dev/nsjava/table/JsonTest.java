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
    assertThat(filled(Json.inline()).toString())
        .isEqualTo(
            "{\"name\":\"a\\nb\",\"none\":null,\"ids\":[1,2],"
                + "\"maps\":[{\"up\":true},{\"up\":false}],\"empty\":{}}\n");
  }

  @Test
  void control_characters_are_escaped_and_nothing_else() {
    assertThat(Json.inline().string("\b\t\n\f\r\u0001\u001f\"\\/\u007f\u00e9").toString())
        .isEqualTo("\"\\b\\t\\n\\f\\r\\u0001\\u001f\\\"\\\\/\u007f\u00e9\"\n");
  }
}
