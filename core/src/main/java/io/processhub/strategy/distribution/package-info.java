/** Where processes run. */
package io.processhub.strategy.distribution;
