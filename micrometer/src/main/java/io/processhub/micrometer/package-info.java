/** Meters and observations of a hub for Micrometer: {@link io.processhub.micrometer.HubMeters}. */
@org.jspecify.annotations.NullMarked
package io.processhub.micrometer;
