package dev.nsjava.table;

/** A column with nothing but what a test needs of it. */
record TestColumn(
    String heading,
    boolean isRight,
    boolean isNumber,
    boolean isTruncated,
    boolean isWrapped,
    int roomyWidth)
    implements Column {

  static TestColumn left(String heading) {
    return new TestColumn(heading, false, false, false, false, 0);
  }

  static TestColumn right(String heading) {
    return new TestColumn(heading, true, false, false, false, 0);
  }

  static TestColumn number(String heading) {
    return new TestColumn(heading, true, true, false, false, 0);
  }

  static TestColumn cut(String heading) {
    return new TestColumn(heading, false, false, true, false, 0);
  }

  static TestColumn wrapped(String heading) {
    return new TestColumn(heading, false, false, false, true, 0);
  }

  TestColumn roomy(int width) {
    return new TestColumn(heading, isRight, isNumber, isTruncated, isWrapped, width);
  }

  @Override
  public String description() {
    return "";
  }
}
