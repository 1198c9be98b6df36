/** Fuzz tests of what gossiping nodes send to each other. */
@org.jspecify.annotations.NullMarked
package io.processhub.strategy.synchronization.gossip;
