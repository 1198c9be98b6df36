/** How connections between nodes are encrypted and authenticated. */
@org.jspecify.annotations.NullMarked
package io.processhub.jgroups.protection;
