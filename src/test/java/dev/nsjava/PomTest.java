package dev.nsjava;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** What Maven Central asks of pom.xml, and takes nothing without. */
class PomTest {
  private static Document pom;

  @BeforeAll
  static void read() throws Exception {
    pom =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(Path.of("pom.xml").toFile());
  }

  private static String text(String path) throws Exception {
    return XPathFactory.newDefaultInstance().newXPath().evaluate(path, pom);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "groupId",
        "artifactId",
        "version",
        "name",
        "description",
        "url",
        "licenses/license/name",
        "licenses/license/url",
        "developers/developer/name",
        "developers/developer/email",
        "scm/connection",
        "scm/developerConnection",
        "scm/url",
      })
  void it_says(String element) throws Exception {
    assertThat(text("/project/" + element)).isNotBlank();
  }

  @Test
  void it_needs_nothing_that_is_not_there() throws Exception {
    assertThat(text("count(//repository | //pluginRepository)")).isEqualTo("0");
    assertThat(text("count(//*[contains(text(), 'SNAPSHOT')])")).isEqualTo("0");
  }
}
