package dev.nsjava.ns;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a namespace belongs to, see ioctl_nsfs(2).
 *
 * @param type its type
 * @param parent the inode of the namespace it was made in, of pid and user; 0: none that can be
 *     seen
 * @param owner the inode of the user namespace that owns it; 0: none that can be seen
 * @param uid who made that user namespace, or this one if it is one itself; unsigned
 */
public record NsRelations(NsType type, long parent, long owner, long uid) {

  private static final int WORDS = 5;

  /** Those in the words of an answer from a place on, by inode. */
  static Map<Long, NsRelations> parse(List<String> words, int from) {
    Map<Long, NsRelations> all = new HashMap<>();
    for (int i = from; i + WORDS <= words.size(); i += WORDS) {
      NsType type = NsType.of(words.get(i + 1));
      if (type != null) {
        all.put(number(words.get(i)), relations(type, words, i));
      }
    }
    return all;
  }

  private static NsRelations relations(NsType type, List<String> words, int at) {
    return new NsRelations(
        type, number(words.get(at + 2)), number(words.get(at + 3)), number(words.get(at + 4)));
  }

  private static long number(String word) {
    return Long.parseLong(word);
  }
}
