package io.processhub.benchmarks.synchronization.seed;

import java.util.random.RandomGenerator;

/**
 * How far a message of a round is forwarded after the first hop: what the seed's manual says and what it does differ.
 */
public enum Reading {
    /** To some nodes drawn by lot, as documented. */
    DOCUMENTED(Integer.MAX_VALUE) {
        @Override
        int[] targets(NodeSet passed, int recipients, RandomGenerator random) {
            return passed.missing(recipients, random);
        }
    },

    /** To every node that may not have seen it, as coded. The number of messages grows with the fourth power of N. */
    CODED(50) {
        @Override
        int[] targets(NodeSet passed, int recipients, RandomGenerator random) {
            return passed.missing();
        }
    };

    private final int nodesMax;

    Reading(int nodesMax) {
        this.nodesMax = nodesMax;
    }

    /** {@return whether a round of so many nodes ends within our patience} */
    public boolean runnable(int nodes) {
        return nodes <= nodesMax;
    }

    abstract int[] targets(NodeSet passed, int recipients, RandomGenerator random);
}
