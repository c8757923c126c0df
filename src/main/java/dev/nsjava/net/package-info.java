/**
 * Netlink: the kernel's own words about network namespaces, spoken without any program in between.
 * Uses sys.
 */
@NullMarked
package dev.nsjava.net;

import org.jspecify.annotations.NullMarked;
