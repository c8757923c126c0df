package dev.nsjava.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopologyFileTest {

  @ParameterizedTest
  @ValueSource(strings = {"pair", "office", "wan"})
  void examples_can_be_read(String name) throws Exception {
    String file = "examples/" + name + ".yaml";

    Topology topology = TopologyFile.read(file, Files.readString(Path.of(file)));

    assertThat(topology.name()).isEqualTo(name);
  }
}
