/** When a part of a split cluster may run processes. */
package io.processhub.strategy.partition;
