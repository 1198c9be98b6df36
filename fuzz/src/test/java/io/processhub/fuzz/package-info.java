/** What all fuzz tests share. */
@org.jspecify.annotations.NullMarked
package io.processhub.fuzz;
