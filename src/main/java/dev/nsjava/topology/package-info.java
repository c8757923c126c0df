/**
 * Whole networks: what a file asks for ({@link dev.nsjava.topology.Topology}), what there is, the
 * difference and how it is made; checks, drawings and exports of both. The file is read without a
 * look at the machine; only what brings networks up and down touches that, through {@code net}.
 */
@NullMarked
package dev.nsjava.topology;

import org.jspecify.annotations.NullMarked;
