package io.processhub.testkit.simulation;

import io.processhub.cluster.NodeId;

/** One life of one simulated computer: what its node's code gets to see of the world. */
record SimulatedMachine(NodeId id, Life life, SimulatedEnvironment environment, SimulatedEngine engine) {}
