/** Fuzz tests of what people write. */
@org.jspecify.annotations.NullMarked
package io.processhub.console.input;
