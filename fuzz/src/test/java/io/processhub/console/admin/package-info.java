/** Fuzz tests of requests to the admin endpoint. */
@org.jspecify.annotations.NullMarked
package io.processhub.console.admin;
