/** Even splits, and the arbiter that decides them. */
@org.jspecify.annotations.NullMarked
package io.processhub.testkit.arbiter;
