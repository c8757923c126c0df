package dev.nsjava.inspect;

import dev.nsjava.ns.NsType;
import dev.nsjava.sys.SysException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A section that is being written: what cannot be read is noted and left open. */
final class Sheet {

  /** Reads something of the machine. */
  interface Source<T> {
    T read() throws IOException;
  }

  private final Subject subject;
  private final NsType type;
  private final Skipped skipped;
  private final List<Fact> facts = new ArrayList<>();
  private final List<Listing> listings = new ArrayList<>();

  Sheet(Subject subject, NsType type, Skipped skipped) {
    this.subject = subject;
    this.type = type;
    this.skipped = skipped;
  }

  Sheet fact(String name, Field.Kind kind, Source<String> source) {
    try {
      facts.add(new Fact(name, kind, source.read()));
    } catch (IOException | SysException e) {
      skip(name, e);
      facts.add(new Fact(name, kind, null));
    }
    return this;
  }

  Sheet text(String name, Source<String> source) {
    return fact(name, Field.Kind.TEXT, source);
  }

  Sheet list(String name, List<Field> fields, Source<List<Listing.Row>> source) {
    try {
      add(name, fields, source.read());
    } catch (IOException | SysException e) {
      unread(name, fields, e);
    }
    return this;
  }

  /** Adds a listing; null if it could not be read, which has been noted then. */
  void add(String name, List<Field> fields, @Nullable List<Listing.Row> rows) {
    listings.add(new Listing(name, fields, rows));
  }

  /** Adds a listing that could not be read. */
  void unread(String name, List<Field> fields, Exception why) {
    skip(name, why);
    add(name, fields, null);
  }

  /** Notes what could not be seen; an IOException or a SysException. */
  void skip(String name, Exception e) {
    skip(name, subject.reason(e));
  }

  /** The same in words. */
  void skip(String name, String why) {
    skipped.add(Skipped.Kind.PART, type.word() + " " + name, why);
  }

  Section section(Place place) {
    return new Section(type, place, facts, listings);
  }
}
