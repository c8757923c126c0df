/** Drawings of a topology. */
@NullMarked
package dev.nsjava.topology.draw;

import org.jspecify.annotations.NullMarked;
