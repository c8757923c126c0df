package dev.nsjava.ids;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who a program is when a user starts it.
 *
 * @param uid 0 to 2^32-2
 * @param gid 0 to 2^32-2
 * @param groups all groups, {@code gid} among them
 * @param name null if the user has no account
 * @param home the home directory; nothing without an account
 */
public record Login(long uid, long gid, List<Long> groups, @Nullable String name, String home) {}
