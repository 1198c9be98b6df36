package io.processhub.process;

import io.processhub.cluster.NodeId;

/**
 * Where one instance of a process runs.
 *
 * @param node which node
 * @param epoch which instance; greater for a later one
 */
public record Location(NodeId node, long epoch) {}
