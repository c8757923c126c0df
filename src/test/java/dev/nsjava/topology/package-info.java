@NullMarked
package dev.nsjava.topology;

import org.jspecify.annotations.NullMarked;
