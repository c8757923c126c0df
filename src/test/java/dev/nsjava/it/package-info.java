/** The built launcher against the real kernel and the real util-linux, as root. */
@NullMarked
package dev.nsjava.it;

import org.jspecify.annotations.NullMarked;
