/**
 * The C library: its calls, its errors, its user database. Uses no other room; the only one that
 * knows jnr.
 */
@NullMarked
package dev.nsjava.sys;

import org.jspecify.annotations.NullMarked;
