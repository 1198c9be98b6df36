/** A service that keeps a session for each device, on one of its nodes. */
@org.jspecify.annotations.NullMarked
package io.processhub.examples.devices;
