/** A topology in the words of other tools. */
@NullMarked
package dev.nsjava.topology.export;

import org.jspecify.annotations.NullMarked;
