/**
 * From the words of the command line to a request, and from there to the answer. May use every room
 * but {@code sys}; the only room that knows picocli, and that only for help.
 */
@NullMarked
package dev.nsjava.cli;

import org.jspecify.annotations.NullMarked;
