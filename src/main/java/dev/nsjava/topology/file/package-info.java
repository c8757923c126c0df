/** The file: read, with all mistakes at once, and written. */
@NullMarked
package dev.nsjava.topology.file;

import org.jspecify.annotations.NullMarked;
