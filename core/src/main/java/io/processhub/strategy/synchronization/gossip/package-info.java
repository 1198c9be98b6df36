/**
 * Synchronization for clusters of any size: news travel along runs of a ring, rounds make sure of it. The protocol is
 * told in docs/PROTOCOL.md.
 */
package io.processhub.strategy.synchronization.gossip;
