package dev.nsjava.inspect;

import org.jspecify.annotations.Nullable;

/**
 * One thing about a namespace as such.
 *
 * @param name a word for JSON, as in {@code owner_uid}
 * @param value bytes, one char each; null if it could not be read
 */
public record Fact(String name, Field.Kind kind, @Nullable String value) {}
