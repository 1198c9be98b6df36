package io.processhub.registry;

import io.processhub.cluster.NodeId;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The desired state of a process: to run, or to stop. Intents are never changed, only superseded: the intent with the
 * greater stamp takes precedence on every node, in whatever order the node receives them. Immutable.
 *
 * @param id the process
 * @param stamp when the intent was set, and by which node
 * @param wanted what is to run; {@code null} for an intent to stop
 * @param stopped of an intent to run, the intent to stop that its writer knew: whatever was started before that must
 *     end, also where the intent to stop never arrives; {@code null} for none. Of an intent to stop, the intent to run
 *     that its writer knew and stopped; {@code null} when the process ended by itself
 */
public record Intent(
        ProcessId id,
        Stamp stamp,
        @Nullable Wanted wanted,
        @Nullable Stamp stopped) {

    /**
     * An intent whose writer knew no intent to the contrary.
     *
     * @param id the process
     * @param stamp when the intent was set, and by which node
     * @param wanted what is to run; {@code null} for an intent to stop
     */
    public Intent(ProcessId id, Stamp stamp, @Nullable Wanted wanted) {
        this(id, stamp, wanted, null);
    }

    /**
     * The process that is to run.
     *
     * @param spec how to start the process
     * @param metadata tag and labels by which lookups find it
     * @param assignment the nodes that it was given; before the call that starts it has decided, those that the caller
     *     names
     */
    public record Wanted(ProcessSpec<?> spec, Metadata metadata, Assignment assignment) {

        /**
         * Without nodes in particular.
         *
         * @param spec how to start the process
         * @param metadata tag and labels by which lookups find it
         */
        public Wanted(ProcessSpec<?> spec, Metadata metadata) {
            this(spec, metadata, Assignment.NONE);
        }

        /** {@return which process} */
        public ProcessId id() {
            return spec.id();
        }

        /**
         * Other nodes.
         *
         * @param nodes that it is given
         * @return a changed copy
         */
        public Wanted assigned(Assignment nodes) {
            return nodes.equals(assignment) ? this : new Wanted(spec, metadata, nodes);
        }
    }

    /**
     * The nodes that a process was given when it was started, or moved by a call: part of its intent, so that every
     * node knows it and places the process in the same way. What becomes of the process while such a node is away is up
     * to the distribution strategy. Immutable.
     *
     * @param nodes names of nodes, in order of preference, none twice; empty when placement needs no more than the id.
     *     At most 64
     */
    public record Assignment(List<String> nodes) {
        private static final int NODES_MAX = 64;

        /** No nodes in particular. */
        public static final Assignment NONE = new Assignment(List.of());

        /**
         * Copies and checks.
         *
         * @throws IllegalArgumentException when there are too many, one is named twice, or a name is none that a node
         *     can have
         */
        public Assignment {
            nodes = List.copyOf(nodes);
            if (nodes.size() > NODES_MAX) {
                throw new IllegalArgumentException(
                        "assignment to " + nodes.size() + " nodes; allowed are " + NODES_MAX + " for one process");
            }
            if (nodes.size() != new TreeSet<>(nodes).size()) {
                throw new IllegalArgumentException("assignment to nodes " + nodes + " names one twice; name it once");
            }
            nodes.forEach(node -> new NodeId(node, 1));
        }

        /**
         * The same nodes by their identities.
         *
         * @param nodes in order of preference, none twice
         * @return an assignment to the first 64 of them, whichever start of each it is
         */
        public static Assignment to(List<NodeId> nodes) {
            return nodes.isEmpty()
                    ? NONE
                    : new Assignment(
                            nodes.stream().limit(NODES_MAX).map(NodeId::name).toList());
        }

        /**
         * One node for another.
         *
         * @param before name of one of the nodes
         * @param after name of a node that is none of them
         * @return a changed copy, in the same order
         * @throws IllegalArgumentException when the name is none that a node can have, or is named already
         */
        public Assignment replaced(String before, String after) {
            return new Assignment(nodes.stream()
                    .map(node -> node.equals(before) ? after : node)
                    .toList());
        }

        /** {@return whether there are no nodes in particular} */
        public boolean absent() {
            return nodes.isEmpty();
        }
    }

    /** {@return whether this is an intent to run} */
    public boolean runs() {
        return wanted != null;
    }

    /**
     * Compares this intent with an earlier known one.
     *
     * @param other an intent for the same process, or {@code null} for none
     * @return whether this one supersedes the other
     */
    public boolean supersedes(@Nullable Intent other) {
        return other == null || stamp.compareTo(other.stamp) > 0;
    }

    /**
     * Whether an instance may go on under this intent to run: none may that was started before the process was stopped.
     *
     * @param started the intent that the instance was started for
     * @return false when it must end first
     */
    public boolean keeps(Stamp started) {
        return stopped == null || stopped.compareTo(started) < 0;
    }

    /**
     * Makes the intent to stop what this one runs.
     *
     * @param at its stamp; greater than that of this intent
     * @return the intent to stop
     */
    public Intent stop(Stamp at) {
        return new Intent(id, /* stamp= */ at, /* wanted= */ null, /* stopped= */ stamp);
    }

    /**
     * Whether this intent to stop was written without knowledge of an intent to run.
     *
     * @param run the stamp of the intent to run
     * @return false also when the process ended by itself, which no call asked for
     */
    public boolean unawareOf(Stamp run) {
        return stopped != null && stopped.compareTo(run) < 0;
    }

    /**
     * The position of an intent in the order of all intents. Stamps are totally ordered and no two writers create the
     * same one, so all nodes agree which of two intents takes precedence. Immutable.
     *
     * @param clock reading of the writer's hybrid logical clock; milliseconds since 1970 in the upper 48 bits, a
     *     counter in the lower 16
     * @param writer the node that set the intent
     */
    public record Stamp(long clock, NodeId writer) implements Comparable<Stamp> {
        @Override
        public int compareTo(Stamp other) {
            if (this == other) {
                return 0;
            }
            int byClock = Long.compare(clock, other.clock);
            return byClock != 0 ? byClock : writer.compareTo(other.writer);
        }
    }
}
