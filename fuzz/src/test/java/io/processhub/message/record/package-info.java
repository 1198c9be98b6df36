/** Fuzz tests of records as bytes. */
@org.jspecify.annotations.NullMarked
package io.processhub.message.record;
