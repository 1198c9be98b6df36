/** Who goes on when a cluster is split into halves. */
@org.jspecify.annotations.NullMarked
package io.processhub.examples.split;
