package dev.nsjava.net;

import java.util.List;

/**
 * What there is of a kind, as far as it can be seen.
 *
 * @param rows at most 20,000, and fewer if they are long
 * @param more how many there are besides
 * @param troubles why some or all are missing: one line each, none if all is well
 */
public record NetListing<T>(List<T> rows, long more, List<String> troubles) {

  /**
   * All there are.
   *
   * @throws NetlinkException if some are missing
   */
  public List<T> whole() throws NetlinkException {
    if (!troubles.isEmpty()) {
      throw NetlinkException.failed(troubles.getFirst());
    }
    if (more > 0) {
      throw NetlinkException.failed("there are too many: " + (rows.size() + more));
    }
    return rows;
  }
}
