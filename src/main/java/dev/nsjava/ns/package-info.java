/** What a namespace is called. Uses nothing. */
@NullMarked
package dev.nsjava.ns;

import org.jspecify.annotations.NullMarked;
