/** What is wrong with the configuration, in words that name the remedy. */
@org.jspecify.annotations.NullMarked
package io.processhub.spring.failure;
