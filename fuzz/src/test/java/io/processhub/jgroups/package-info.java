/** Fuzz tests of what the engine reads from a socket. */
@org.jspecify.annotations.NullMarked
package io.processhub.jgroups;
