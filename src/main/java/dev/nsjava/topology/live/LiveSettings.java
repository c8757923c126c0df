package dev.nsjava.topology.live;

import dev.nsjava.net.Ip;
import dev.nsjava.net.LinkSettings;
import dev.nsjava.net.NetlinkException;
import org.jspecify.annotations.Nullable;

/**
 * What a link has because of its kind, out of the words of {@link LinkSettings}.
 *
 * @param mode or nothing
 * @param id or -1
 * @param remote or null
 */
record LiveSettings(String mode, int id, @Nullable Ip remote) {

  private static final String MODE = "mode ";
  private static final String ID = "id ";
  private static final String REMOTE = ", remote ";

  static LiveSettings of(String settings) {
    String mode = settings.startsWith(MODE) ? settings.substring(MODE.length()) : "";
    int id = -1;
    Ip remote = null;
    if (settings.startsWith(ID)) {
      int end = settings.indexOf(REMOTE);
      id = Integer.parseInt(settings.substring(ID.length(), end < 0 ? settings.length() : end));
      try {
        remote = end < 0 ? null : Ip.parse(settings.substring(end + REMOTE.length()));
      } catch (NetlinkException e) {
        throw new IllegalStateException(e); // we have written it
      }
    }
    return new LiveSettings(mode, id, remote);
  }
}
