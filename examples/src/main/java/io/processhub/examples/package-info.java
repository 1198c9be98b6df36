/** Examples, run by tests and quoted by the documentation. */
@org.jspecify.annotations.NullMarked
package io.processhub.examples;
