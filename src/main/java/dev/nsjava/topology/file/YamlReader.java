package dev.nsjava.topology.file;

import dev.nsjava.topology.TopologyException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * Reads one document of YAML 1.2. Nothing is made of scalars: what they mean their readers know. It
 * goes by the events of the parser, since what the library composes of them has no bounds: an alias
 * is as large as what it stands for, a list as deep as somebody likes.
 */
final class YamlReader {

  /** Characters of a file. */
  static final int LONGEST = 2 << 20;

  private static final int MOST_VALUES = 500_000;
  private static final int DEEPEST = 32;

  private final Mistakes mistakes;
  private final ParserImpl parser;

  /** What anchors stand for; null while that is being read. */
  private final Map<Anchor, @Nullable YamlNode> anchors = new HashMap<>();

  private int values;

  private YamlReader(String text, Mistakes mistakes) {
    this.mistakes = mistakes;
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new FailsafeSchema())
            .setCodePointLimit(LONGEST + 1)
            .setUseMarks(true)
            .build();
    parser = new ParserImpl(settings, new StreamReader(settings, text));
  }

  /**
   * Reads a file.
   *
   * @param text characters; a byte order mark may stand before them
   * @throws TopologyException if it is no YAML, or is too large or too deep
   */
  static YamlNode read(String text, Mistakes mistakes) throws TopologyException {
    if (text.length() > LONGEST) {
      throw mistakes.only(
          1, 1, "too large: " + text.length() + " characters, and " + LONGEST + " are the most");
    }
    String document = text.startsWith("\ufeff") ? text.substring(1) : text;
    try {
      return new YamlReader(document, mistakes).document();
    } catch (MarkedYamlEngineException e) {
      throw refusal(e, document, mistakes);
    } catch (ReaderException e) {
      int[] place = place(document, e.getPosition());
      String code = String.format(Locale.ROOT, "U+%04X", e.getCodePoint());
      throw mistakes.only(place[0], place[1], "the character " + code + " has no place in YAML");
    } catch (YamlVersionException e) {
      throw mistakes.only(1, 1, "this is read as YAML 1.2, and it says that it is another");
    } catch (YamlEngineException e) {
      throw mistakes.only(1, 1, Mistakes.printable(String.valueOf(e.getMessage())));
    }
  }

  private static TopologyException refusal(
      MarkedYamlEngineException e, String document, Mistakes mistakes) {
    Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
    if (mark != null && document.codePointCount(0, document.length()) <= mark.getIndex()) {
      mark = e.getContextMark().orElse(mark); // what began there has no end
    }
    int line = mark == null ? 1 : mark.getLine() + 1;
    int column = mark == null ? 1 : mark.getColumn() + 1;
    int at = mark == null ? 0 : document.offsetByCodePoints(0, mark.getIndex());
    if (at < document.length() && document.charAt(at) == '\t') {
      return mistakes.only(line, column, "a tab: YAML is indented with blanks");
    }
    String context = e.getContext() == null ? "" : e.getContext() + ": ";
    String problem = e.getProblem() == null ? "no YAML" : e.getProblem();
    if (at < document.length() && "[{".indexOf(document.charAt(at)) >= 0) {
      problem += ": quote what has brackets in it";
    }
    return mistakes.only(line, column, Mistakes.printable(context + problem));
  }

  /** Line and column of a code point. */
  private static int[] place(String text, int position) {
    int line = 1;
    int column = 1;
    int at = 0;
    for (int i = 0; i < position && at < text.length(); i++) {
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      column = point == '\n' ? 1 : column + 1;
      line += point == '\n' ? 1 : 0;
    }
    return new int[] {line, column};
  }

  private YamlNode document() throws TopologyException {
    parser.next(); // the beginning of the stream
    if (parser.checkEvent(Event.ID.StreamEnd)) {
      throw mistakes.only(1, 1, "nothing in it");
    }
    parser.next(); // that of the document
    YamlNode root = node(parser.next(), 0);
    parser.next(); // its end
    Event end = parser.next();
    if (end.getEventId() != Event.ID.StreamEnd) {
      throw only(end, "a second document: one file has one topology");
    }
    return root;
  }

  private YamlNode node(Event event, int depth) throws TopologyException {
    if (depth > DEEPEST) {
      throw only(event, "nested deeper than " + DEEPEST);
    }
    if (event instanceof AliasEvent alias) {
      return of(alias);
    }
    NodeEvent begin = (NodeEvent) event;
    Optional<Anchor> anchor = begin.getAnchor();
    if (anchor.isPresent()) {
      anchors.put(anchor.get(), null);
    }
    YamlNode node = begin instanceof ScalarEvent scalar ? scalar(scalar) : collection(begin, depth);
    if (anchor.isPresent()) {
      anchors.put(anchor.get(), node);
    }
    return node;
  }

  private YamlNode of(AliasEvent alias) throws TopologyException {
    String name = Mistakes.quoted(alias.getAlias().getValue());
    if (!anchors.containsKey(alias.getAlias())) {
      throw only(alias, "no anchor " + name + " stands before its alias");
    }
    YamlNode node = anchors.get(alias.getAlias());
    if (node == null) {
      throw only(alias, "the alias " + name + " is part of what it stands for");
    }
    count(alias, node.size());
    return node;
  }

  private YamlNode scalar(ScalarEvent event) throws TopologyException {
    if (event.getTag().isPresent()) {
      refuseTag(event, event.getTag().get());
    }
    count(event, 1);
    Mark mark = mark(event);
    return YamlNode.scalar(
        mark.getLine() + 1, mark.getColumn() + 1, event.getValue(), event.isPlain());
  }

  private YamlNode collection(NodeEvent begin, int depth) throws TopologyException {
    boolean map = begin.getEventId() == Event.ID.MappingStart;
    if (begin instanceof CollectionStartEvent start && start.getTag().isPresent()) {
      refuseTag(begin, start.getTag().get());
    }
    count(begin, 1);
    Event.ID last = map ? Event.ID.MappingEnd : Event.ID.SequenceEnd;
    List<YamlNode> items = new ArrayList<>();
    int size = 1;
    for (Event event = parser.next(); event.getEventId() != last; event = parser.next()) {
      YamlNode item = node(event, depth + 1);
      items.add(item);
      size += item.size();
    }
    Mark mark = mark(begin);
    YamlNode.Kind kind = map ? YamlNode.Kind.MAP : YamlNode.Kind.LIST;
    return new YamlNode(kind, mark.getLine() + 1, mark.getColumn() + 1, "", false, items, size);
  }

  /** Tags make objects in other programs; {@code !} alone says that it is a text. */
  private void refuseTag(Event event, String tag) throws TopologyException {
    if (!tag.equals("!")) {
      throw only(event, "the tag " + Mistakes.quoted(tag) + " means nothing here");
    }
  }

  private void count(Event event, int more) throws TopologyException {
    values += more;
    if (values > MOST_VALUES) {
      throw only(
          event, "more than " + MOST_VALUES + " values, those that aliases stand for among them");
    }
  }

  private TopologyException only(Event event, String what) {
    Mark mark = mark(event);
    return mistakes.only(mark.getLine() + 1, mark.getColumn() + 1, what);
  }

  private static Mark mark(Event event) {
    return event.getStartMark().orElseThrow(); // they are asked for
  }
}
