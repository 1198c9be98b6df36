/** Measurements; never published. */
@org.jspecify.annotations.NullMarked
package io.processhub.benchmarks;
