/**
 * Whole networks, as a value: what a file asks for, or what there is, and the words both have in
 * common. It touches nothing. The rooms within: {@code file} reads and writes it; {@code live}
 * finds out what there is and makes what is missing, through {@code net}; {@code run} keeps
 * processes; {@code check}, {@code draw} and {@code export} look on.
 */
@NullMarked
package dev.nsjava.topology;

import org.jspecify.annotations.NullMarked;
