package dev.nsjava.sys;

/**
 * A user as passwd(5) has them. Texts are bytes, one char each.
 *
 * @param uid 0 to 2^32-1
 * @param gid the first group, 0 to 2^32-1
 */
public record Account(String name, long uid, long gid, String home) {}
