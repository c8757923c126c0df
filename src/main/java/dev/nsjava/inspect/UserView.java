package dev.nsjava.inspect;

import dev.nsjava.inspect.Listing.Row;
import dev.nsjava.ns.NsType;
import java.io.IOException;
import java.util.List;

/** Whose ids are whose, see user_namespaces(7). */
final class UserView implements View {

  private static final List<Field> FIELDS =
      List.of(Field.keyNumber("INSIDE"), Field.number("OUTSIDE"), Field.number("COUNT"));

  @Override
  public void write(Subject subject, Sheet sheet) {
    sheet.fact(
        "owner_uid",
        Field.Kind.NUMBER,
        () -> Long.toString(subject.require(NsType.USER).ownerUid()));
    if (subject.isProcess()) {
      sheet.text("setgroups", () -> subject.text(NsType.USER, "setgroups").strip());
      sheet.list("uid_map", FIELDS, () -> rows(subject.text(NsType.USER, "uid_map")));
      sheet.list("gid_map", FIELDS, () -> rows(subject.text(NsType.USER, "gid_map")));
    }
  }

  /** Lines of three numbers; those outside are of our own user namespace, or of the one above. */
  static List<Row> rows(String map) throws IOException {
    return Proc.rows(map, 3, words -> Row.of(words.get(0), words.get(1), words.get(2)));
  }
}
