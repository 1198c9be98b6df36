/** Health and availability of the hub. */
@org.jspecify.annotations.NullMarked
package io.processhub.spring.health;
