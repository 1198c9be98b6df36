/** Makes the hub of an application out of its properties and beans. */
@org.jspecify.annotations.NullMarked
package io.processhub.spring.configuration;
