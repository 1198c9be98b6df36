/** Meters and observations of the hub. */
@org.jspecify.annotations.NullMarked
package io.processhub.spring.metrics;
