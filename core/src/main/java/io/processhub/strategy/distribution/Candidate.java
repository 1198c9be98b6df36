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
    private static final int ZONE_CHARACTERS_MAX = 255;

    /**
     * Checks the weight and the zone.
     *
     * @throws IllegalArgumentException when the weight is not a positive number, or the zone is longer than 255
     *     characters
     */
    public Candidate {
        if (!(weight > 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException(
                    "weight " + weight + " is not a positive number; 1 is the weight of a node that says nothing");
        }
        if (zone.length() > ZONE_CHARACTERS_MAX) {
            throw new IllegalArgumentException("zone '" + zone + "' has " + zone.length()
                    + " characters; allowed are 0 to " + ZONE_CHARACTERS_MAX);
        }
    }
}
