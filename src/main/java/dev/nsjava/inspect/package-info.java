/**
 * What can be seen in the namespaces of a process, or in one that a file holds. Uses ns, net and
 * sys.
 */
@NullMarked
package dev.nsjava.inspect;

import org.jspecify.annotations.NullMarked;
