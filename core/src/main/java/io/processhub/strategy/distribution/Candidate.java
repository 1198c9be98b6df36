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
     * Checks the weight.
     *
     * @throws IllegalArgumentException when it is not a positive number
     */
    public Candidate {
        weight = requireWeight(weight);
    }

    /**
     * Checks a weight.
     *
     * @param value any
     * @return the same
     * @throws IllegalArgumentException when it is not a positive number
     */
    public static double requireWeight(double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "weight " + value + " is not a positive number; 1 is the weight of a node that says nothing");
        }
        return value;
    }

    /**
     * Checks a zone.
     *
     * @param value any; empty for none
     * @return the same
     * @throws IllegalArgumentException when it is longer than 255 characters
     */
    public static String requireZone(String value) {
        if (value.length() > ZONE_CHARACTERS_MAX) {
            throw new IllegalArgumentException("zone '" + value + "' has " + value.length()
                    + " characters; allowed are 0 to " + ZONE_CHARACTERS_MAX);
        }
        return value;
    }
}
