/** The processes of a topology: started, kept, ended, and what they say. */
@NullMarked
package dev.nsjava.topology.run;

import org.jspecify.annotations.NullMarked;
