/**
 * Runs our synchronization as it is in production, from the replica down to the bytes of frames, on a network in
 * virtual time. Everything else of a hub is left out, so that a thousand of them fit into one JVM.
 */
package io.processhub.benchmarks.synchronization.rig;
