package dev.nsjava.inspect;

import org.jspecify.annotations.Nullable;

/**
 * Which namespace of its type it is.
 *
 * @param inode of its file; null if we may not know
 * @param ours whether it is the one we are in; null if we may not know
 * @param hosts whether it is that of process 1 as we see it; null if we may not know
 * @param owner the inode of the user namespace that owns it; null if that is above our own, or
 *     there is none
 * @param parent the inode of the namespace above one of pid or user; null likewise
 */
public record Place(
    @Nullable Long inode,
    @Nullable Boolean ours,
    @Nullable Boolean hosts,
    @Nullable Long owner,
    @Nullable Long parent) {}
