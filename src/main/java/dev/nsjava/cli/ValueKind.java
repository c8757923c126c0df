package dev.nsjava.cli;

import dev.nsjava.net.LinkKind;
import dev.nsjava.net.NetSession;
import dev.nsjava.ns.NsType;
import dev.nsjava.plan.Step;
import dev.nsjava.topology.draw.DrawingFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a word can be, the value of an option or an operand: so what completion offers for it. */
enum ValueKind {
  /** Nothing that can be told before: a number, a new name. */
  ANY,
  /** An operand of the same kind as the one before, any number of times. */
  SAME,
  FILE,
  DIRECTORY,
  /** A program; what follows is its own. */
  PROGRAM,
  /** A name of an environment variable, or several joined by commas. */
  VARIABLES,
  USER,
  GROUP,
  PID,
  /** A process by one of its names. */
  TARGET,
  /** The same, the caller or process 1. */
  SUBJECT,
  /** A network namespace by one of its names. */
  NETNS,
  /** A name in {@code /run/netns}. */
  NETNS_NAME,
  /** A port, a name in {@code /run/netns} and a port, with colons between them. */
  PUBLICATION,
  /** A link of the caller's network namespace. */
  LINK,
  /** The name of a topology that is up. */
  TOPOLOGY,
  /** The same, or a file. */
  TOPOLOGY_FILE,
  /** A column of {@code ls}, or several joined by commas. */
  COLUMNS,

  NS_TYPE,
  SIGNAL,
  PROPAGATION,
  SETGROUPS,
  ID_RANGE,
  FOLLOW,
  LS_FORMAT,
  TREE,
  LINK_TYPE,
  LINK_MODE,
  ROUTE_TYPE,
  TABLE,
  DESTINATION,
  GRAPH_FORMAT,
  EXPORT_FORMAT,
  ARCH,
  NSID;

  /** All words of a kind that has some of its own; there may be others. */
  List<String> words() {
    return switch (this) {
      case COLUMNS -> names(LsColumn.values());
      case NS_TYPE -> Arrays.stream(NsType.values()).map(NsType::word).toList();
      case SIGNAL -> SignalName.all();
      case PROPAGATION ->
          Stream.concat(
                  Arrays.stream(Step.Propagation.values()).map(Step.Propagation::word),
                  Stream.of("unchanged"))
              .toList();
      case SETGROUPS -> Arrays.stream(Step.Setgroups.values()).map(Step.Setgroups::word).toList();
      case ID_RANGE -> List.of("auto", "subids", "all");
      case FOLLOW -> List.of("follow");
      case LS_FORMAT -> LsForm.FORMATS;
      case TREE -> List.of("owner", "parent", "process");
      case LINK_TYPE -> NetLinkOptions.types();
      case LINK_MODE ->
          Stream.concat(LinkKind.Macvlan.MODES.stream(), LinkKind.Ipvlan.MODES.stream()).toList();
      case SUBJECT -> InspectCommand.WORDS;
      case NETNS -> List.of(NetSession.HOST);
      case ROUTE_TYPE -> List.of("unicast", "blackhole", "unreachable", "prohibit");
      case TABLE -> List.of("main", "default", "local");
      case DESTINATION -> List.of("default");
      case GRAPH_FORMAT -> lower(DrawingFormat.values());
      case EXPORT_FORMAT -> NetExportCommand.FORMATS;
      case ARCH -> CompileCommand.ARCHITECTURES;
      case NSID -> List.of("auto");
      default -> List.of();
    };
  }

  private static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Enum::name).toList();
  }

  private static List<String> lower(Enum<?>[] constants) {
    return names(constants).stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }
}
