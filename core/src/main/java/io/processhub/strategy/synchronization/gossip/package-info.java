/**
 * Synchronization for clusters of any size: news travels along subtrees of a ring, and rounds verify that all of it has
 * arrived. {@code Rumours} explains the tree, {@code AntiEntropyRounds} the rounds; docs/PROTOCOL.md describes the
 * messages, docs/adr/0011-gossip.md why it was built like this.
 */
package io.processhub.strategy.synchronization.gossip;
