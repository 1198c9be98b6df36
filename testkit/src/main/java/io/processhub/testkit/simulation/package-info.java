/**
 * A cluster of hubs in one thread, in virtual time, from one seed. Start at
 * {@link io.processhub.testkit.simulation.SimulatedCluster}.
 */
package io.processhub.testkit.simulation;
