package dev.nsjava.cli;

import static dev.nsjava.cli.Option.flag;
import static dev.nsjava.cli.Option.required;

/** The options of {@code compile}. */
enum CompileOption implements Option.Declared {
  OUTPUT(
      required('o', "output", "FILE", Option.GROUP, "the program that is made")
          .taking(ValueKind.FILE)),
  ARCH(
      required('a', "arch", "ARCH", Option.GROUP, "for other machines: aarch64, riscv64 or x86_64")
          .taking(ValueKind.ARCH)),
  HELP(flag('h', "help", Option.GROUP, "print this help")),
  VERSION(flag('V', "version", Option.GROUP, "print the version"));

  @SuppressWarnings("ImmutableEnumChecker") // a record of immutable parts
  private final Option option;

  CompileOption(Option option) {
    this.option = option;
  }

  @Override
  public Option option() {
    return option;
  }
}
