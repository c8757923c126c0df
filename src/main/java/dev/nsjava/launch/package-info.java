/**
 * The channel to the launcher: what it asks and what it gets. May use {@code plan} and {@code sys}.
 */
@NullMarked
package dev.nsjava.launch;

import org.jspecify.annotations.NullMarked;
