package io.processhub.testkit.simulation;

import io.processhub.HubBuilder;
import io.processhub.testkit.seed.SeedFailure;
import java.util.function.UnaryOperator;

/**
 * What a simulated cluster is like at its start.
 *
 * @param nodes how many; 1 to 1,000. They are named {@code n1}, {@code n2} and so on
 * @param seed decides everything that is left to chance
 * @param hubId of all hubs
 * @param faults of all links
 * @param detection how fast nodes learn who is there
 * @param frameBytesMax size in bytes of the largest frame; at least 1,024
 * @param settings applied to the builder of every hub, after those of the simulation
 */
public record ClusterPlan(
        int nodes,
        long seed,
        String hubId,
        Faults faults,
        Detection detection,
        int frameBytesMax,
        UnaryOperator<HubBuilder> settings) {
    private static final int NODES_MAX = 1_000;
    private static final int FRAME_BYTES_MIN = 1_024;
    private static final int FRAME_BYTES_STANDARD = 65_536;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when one is out of its range
     */
    public ClusterPlan {
        if (nodes < 1 || nodes > NODES_MAX) {
            throw new IllegalArgumentException("nodes " + nodes + " is not between 1 and " + NODES_MAX);
        }
        if (frameBytesMax < FRAME_BYTES_MIN) {
            throw new IllegalArgumentException("frameBytesMax " + frameBytesMax + " is below " + FRAME_BYTES_MIN);
        }
    }

    /** Seed 1, no faults. */
    static ClusterPlan standard(int nodes) {
        return new ClusterPlan(
                nodes, 1, "hub", Faults.NONE, Detection.STANDARD, FRAME_BYTES_STANDARD, UnaryOperator.identity());
    }

    /**
     * Another run.
     *
     * @param value any
     * @return a changed copy
     */
    public ClusterPlan seed(long value) {
        return new ClusterPlan(nodes, value, hubId, faults, detection, frameBytesMax, settings);
    }

    /**
     * Another hub id.
     *
     * @param value 1 to 127 bytes in UTF-8
     * @return a changed copy
     */
    public ClusterPlan hubId(String value) {
        return new ClusterPlan(nodes, seed, value, faults, detection, frameBytesMax, settings);
    }

    /**
     * Other faults.
     *
     * @param value of all links
     * @return a changed copy
     */
    public ClusterPlan faults(Faults value) {
        return new ClusterPlan(nodes, seed, hubId, value, detection, frameBytesMax, settings);
    }

    /**
     * Short for faults with another loss.
     *
     * @param share of the frames that vanish, 0 to 1
     * @return a changed copy
     * @throws IllegalArgumentException when it is out of its range
     */
    public ClusterPlan loss(double share) {
        return faults(faults.loss(share));
    }

    /**
     * Short for faults with another delay, in which frames overtake one another.
     *
     * @param millisMin of the fastest frame
     * @param millisMax of the slowest frame
     * @return a changed copy
     * @throws IllegalArgumentException when they are negative or in the wrong order
     */
    public ClusterPlan delay(long millisMin, long millisMax) {
        return faults(faults.delay(Span.ofMillis(millisMin, millisMax)));
    }

    /**
     * Another pace of failure detection.
     *
     * @param value how fast nodes learn who is there
     * @return a changed copy
     */
    public ClusterPlan detection(Detection value) {
        return new ClusterPlan(nodes, seed, hubId, faults, value, frameBytesMax, settings);
    }

    /**
     * Another frame size.
     *
     * @param bytes at least 1,024
     * @return a changed copy
     * @throws IllegalArgumentException when it is too small
     */
    public ClusterPlan frameBytesMax(int bytes) {
        return new ClusterPlan(nodes, seed, hubId, faults, detection, bytes, settings);
    }

    /**
     * Other settings of the hubs.
     *
     * @param more applied to the builder of every hub, at every start, after the settings so far
     * @return a changed copy
     */
    public ClusterPlan settings(UnaryOperator<HubBuilder> more) {
        return new ClusterPlan(
                nodes, seed, hubId, faults, detection, frameBytesMax, so -> more.apply(settings.apply(so)));
    }

    /**
     * Boots the nodes and waits, in virtual time, until their hubs run.
     *
     * @return the running cluster
     * @throws AssertionError when a hub does not start
     */
    public SimulatedCluster start() {
        return new SimulatedCluster(this);
    }

    /**
     * Starts a cluster and runs a scenario on it, whose failures name the seed. For tests without {@link Seeds}, which
     * does the same for the whole test.
     *
     * @param scenario runs once, on the calling thread
     * @throws AssertionError when a hub does not start or the scenario throws; has what was thrown as its cause. An
     *     exception by which a test is aborted, such as that of an assumption, is thrown as it is
     */
    public void run(Scenario scenario) {
        try {
            scenario.on(start());
        } catch (Throwable problem) {
            throw SeedFailure.by(seed, problem, "");
        }
    }

    /** What happens to a cluster, and what is asserted about it. */
    @FunctionalInterface
    public interface Scenario {
        /**
         * Runs the scenario.
         *
         * @param cluster all of its hubs run
         * @throws Exception to fail
         */
        void on(SimulatedCluster cluster) throws Exception;
    }
}
