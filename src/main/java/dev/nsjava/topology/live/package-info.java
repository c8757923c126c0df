/** What there is on the machine, the difference to what a file asks for, and how it is made. */
@NullMarked
package dev.nsjava.topology.live;

import org.jspecify.annotations.NullMarked;
