/** Fuzz tests of what a hub does with packets. */
@org.jspecify.annotations.NullMarked
package io.processhub.coordinator;
