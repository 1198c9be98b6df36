/** What tests do with the log of the hub. */
@org.jspecify.annotations.NullMarked
package io.processhub.logging;
