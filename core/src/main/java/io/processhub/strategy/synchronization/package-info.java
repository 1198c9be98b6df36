/** How copies of the registry learn from one another. */
package io.processhub.strategy.synchronization;
