/** Users, groups, subordinate ids and the id maps of user namespaces. May use {@code sys}. */
@NullMarked
package dev.nsjava.ids;

import org.jspecify.annotations.NullMarked;
