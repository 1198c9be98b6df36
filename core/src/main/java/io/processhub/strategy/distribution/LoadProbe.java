package io.processhub.strategy.distribution;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Intent.Wanted;
import io.processhub.text.WellFormed;
import java.util.List;

/**
 * Says how loaded this node is, as a number that can be compared with those of other nodes: twice as much for twice the
 * work, half as much on a node with twice the weight. A value, like a strategy: immutable, comparable by
 * {@code equals}, with a {@code toString} that tells all its options and is the same on every node.
 *
 * <p>Called on the hub's thread, at most once in a second; must be quick and must not block. When it throws, the load
 * of the node counts as unknown and the hub is degraded.
 */
@FunctionalInterface
public interface LoadProbe {

    /**
     * Measures.
     *
     * @param reading what there is to measure
     * @return zero or more
     */
    double measure(Reading reading);

    /**
     * What there is to measure on a node.
     *
     * @param node this node
     * @param weight its share of the processes relative to the others; 0 when it hosts none
     * @param processes those of which a copy runs, starts or stops here, in no order
     * @param machine what the environment says
     */
    record Reading(NodeId node, double weight, List<Wanted> processes, Machine machine) {

        /**
         * Relates work to the weight.
         *
         * @param work zero or more
         * @return what a node with the weight 1 would have to do for the same load
         */
        public double relative(double work) {
            return weight > 0 ? work / weight : work;
        }
    }

    /**
     * What the environment and the mailboxes say.
     *
     * @param cpu how much of the processors is in use, from 0 to 1; 0 when unknown
     * @param memory how much of the memory that the JVM may have is in use, from 0 to 1; 0 when unknown
     * @param waiting how many messages wait in the mailboxes of the hub
     */
    record Machine(double cpu, double memory, long waiting) {}

    /** {@return the number of processes, divided by the weight} */
    static LoadProbe processes() {
        return Provided.PROCESSES;
    }

    /**
     * {@return how much of the processors is in use; the share of a machine, so the weight does not count. Whatever
     * else the machine does counts, too}
     */
    static LoadProbe cpu() {
        return Provided.CPU;
    }

    /** {@return how much of its memory the JVM uses, garbage included} */
    static LoadProbe memory() {
        return Provided.MEMORY;
    }

    /** {@return how many messages wait in the mailboxes of the hub, divided by the weight} */
    static LoadProbe mailboxes() {
        return Provided.MAILBOXES;
    }

    /**
     * The sum of what the processes cost, as their metadata says, divided by the weight.
     *
     * @param label key of the label with the cost, a number from 0; a process without one costs 1
     * @return a probe that is equal for equal labels
     * @throws IllegalArgumentException when the key is not valid Unicode
     */
    static LoadProbe costs(String label) {
        return new Costs(WellFormed.require("label of costs", label));
    }
}
