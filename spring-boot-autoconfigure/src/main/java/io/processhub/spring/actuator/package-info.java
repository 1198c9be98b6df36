/** The actuator endpoint of the hub. */
@org.jspecify.annotations.NullMarked
package io.processhub.spring.actuator;
