/** The test kit as an application uses it that brings its own process types. */
@org.jspecify.annotations.NullMarked
package io.processhub.testkit.own;
