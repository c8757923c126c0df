package dev.nsjava.net;

import org.jspecify.annotations.Nullable;

/**
 * What is to become of a link; null leaves it as it is.
 *
 * @param name what it is to be called
 * @param netns where it is to be
 * @param up whether it is to be on
 * @param master the index, where it is to be, of the bridge that it becomes a port of; 0 to release
 *     it from the one it has
 * @param mtu in bytes, or 0 to leave it as it is
 * @param alias what is to be written on it, bytes; nothing takes away what is there
 */
public record LinkChange(
    @Nullable String name,
    @Nullable Netns netns,
    @Nullable Boolean up,
    @Nullable Integer master,
    long mtu,
    @Nullable Mac mac,
    @Nullable String alias) {}
