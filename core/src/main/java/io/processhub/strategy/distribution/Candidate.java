package io.processhub.strategy.distribution;

import io.processhub.cluster.NodeId;

/**
 * A node that may be given processes.
 *
 * @param node who
 * @param weight its share relative to the others; positive, 1 unless configured
 * @param zone what it shares its fate with, such as a rack or a data centre; empty for none. Copies of one process
 *     avoid sharing a zone
 */
public record Candidate(NodeId node, double weight, String zone) {

    /**
     * Checks the weight.
     *
     * @throws IllegalArgumentException when it is not a positive number
     */
    public Candidate {
        if (!(weight > 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("weight " + weight + " of node " + node + " is not a positive number");
        }
    }
}
