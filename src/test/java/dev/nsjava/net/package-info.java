/** Netlink without a kernel: messages as they were recorded, and broken ones. */
@NullMarked
package dev.nsjava.net;

import org.jspecify.annotations.NullMarked;
