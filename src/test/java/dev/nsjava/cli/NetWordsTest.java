package dev.nsjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetWordsTest {

  /** Options that stand there as ip(8) has them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          addr add 10.0.0.1/24 dev lo    | dev     | --dev
          addr del 10.0.0.1/24 dev lo    | dev     | --dev
          addr ls netns a                | netns   | --netns
          link set lo up                 | up      | --up
          link set up lo                 | up      | --up
          link set lo netns a            | netns   | --move
          link set lo address 2:0        | address | --mac
          link set lo nomaster           | nomaster | --no-master
          link set dev lo up             | dev     | nsjava net link set lo
          link del dev lo                | dev     | nsjava net link del lo
          link add name v0 type veth     | name    | nsjava net link add v0
          link add v0 type veth          | type    | --type
          link add link eth0 name v type vlan | link | --link
          route add default via 10.0.0.1 | via     | --via
          up lab.yaml foreground         | foreground | --foreground
          """)
  void a_word_of_ip_is_told_as_ours(String words, String word, String meant) {
    assertThat(Ask.failure(Ask.line("net " + words)))
        .startsWith("nsjava: unexpected word: " + word + "\nDid you mean '" + meant + "'?\nTry ");
  }

  @ParameterizedTest
  @CsvSource({"addr add 10.0.0.1/24 lo,lo", "link set lo a up,a", "pids a b,b", "ls dev,dev"})
  void others_are_told_alone(String words, String word) {
    assertThat(Ask.failure(Ask.line("net " + words)))
        .startsWith("nsjava: unexpected word: " + word + "\nTry ");
  }
}
