/** What namespaces there are, and what they and their processes are called. Uses sys. */
@NullMarked
package dev.nsjava.ns;

import org.jspecify.annotations.NullMarked;
