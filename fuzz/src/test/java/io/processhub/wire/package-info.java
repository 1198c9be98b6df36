/** Fuzz tests of what hubs send to each other. */
@org.jspecify.annotations.NullMarked
package io.processhub.wire;
