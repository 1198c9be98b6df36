/** The hub as a bean: made early, started and stopped with the application. */
@org.jspecify.annotations.NullMarked
package io.processhub.spring.hub;
