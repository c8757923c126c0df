/**
 * Rows and columns: tables, trees, raw lists, JSON, CSV, and filters over them. Pure. Uses none.
 */
@NullMarked
package dev.nsjava.table;

import org.jspecify.annotations.NullMarked;
