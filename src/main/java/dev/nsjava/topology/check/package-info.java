/** What a file has to be true of a network that is up. */
@NullMarked
package dev.nsjava.topology.check;

import org.jspecify.annotations.NullMarked;
