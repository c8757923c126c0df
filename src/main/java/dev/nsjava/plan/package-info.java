/**
 * What the launcher does, as values: steps, plans, and the requests that become plans. Pure: it
 * reads and asks nothing. Of {@code ns} and {@code ids} it uses the types only.
 */
@NullMarked
package dev.nsjava.plan;

import org.jspecify.annotations.NullMarked;
