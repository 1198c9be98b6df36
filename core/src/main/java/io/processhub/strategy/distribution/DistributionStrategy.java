package io.processhub.strategy.distribution;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Intent.Assignment;
import io.processhub.registry.Intent.Wanted;
import io.processhub.spec.Constraints;
import io.processhub.spec.ProcessId;
import io.processhub.text.WellFormed;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Where processes run. A strategy is a value: immutable, comparable by {@code equals}, and its {@code toString} tells
 * all its options, because nodes compare them when they meet.
 *
 * <p>There are two questions. {@link #over Owners} are worked out by every node for itself, from what is replicated, so
 * that all nodes come to the same result without talking to each other. Whatever cannot be worked out like that, such
 * as the nodes that a caller names or the load of a moment, is decided once, by the node that starts the process: it
 * {@link #assign assigns} nodes, which are written into the intent and replicated with it. The hub follows them: what
 * the strategy works out counts for copies without an assigned node that is here.
 *
 * <p>Constraints of a process, parked processes and nodes that do not know its type are not the business of a strategy:
 * the hub hands it the nodes that are left.
 *
 * <p>When it throws or does not answer on the hub's thread, what it decided before stays, the hub is degraded, and the
 * strategy is asked again. An exception on the worker that tries a change out ends that dry run and nothing else.
 */
public interface DistributionStrategy {

    /**
     * Opens the placement for one set of candidates. Called on the hub's thread whenever the set changes, and on a
     * worker to try a change out; must not block.
     *
     * @param candidates sorted by node, none with weight 0; may be empty
     * @return a pure function
     */
    Placement over(List<Candidate> candidates);

    /**
     * Assigns nodes to processes that a call starts, or moves. Called once for each call, on the hub's thread of the
     * node that was called; must not block.
     *
     * @param request what is asked for
     * @return for each process of the request, in its order, the nodes to write into its intent. Unless the strategy
     *     says otherwise no nodes in particular, and callers may name none
     * @throws IllegalArgumentException when the request cannot be met; refuses the whole call, and its text is the
     *     reason
     */
    default List<Assignment> assign(Request request) {
        request.processes().stream()
                .filter(process -> !process.assignment().absent())
                .findFirst()
                .ifPresent(process -> {
                    throw new IllegalArgumentException("process " + process.id() + " was given the nodes "
                            + process.assignment().nodes() + ", and the distribution of this hub, " + this
                            + ", takes no mapping; leave it out, or use Guided");
                });
        return request.processes().stream().map(Wanted::assignment).toList();
    }

    /**
     * Whether a process keeps its assignment where it runs now. Asked on the first of its owners, when all of them run
     * it; another assignment is written into a new intent. A pure function.
     *
     * @param process with its present assignment
     * @param owners that run it, in order of preference
     * @return the assignment that it is to have; unless the strategy says otherwise, the present one
     */
    default Assignment settle(Wanted process, List<NodeId> owners) {
        return process.assignment();
    }

    /**
     * What the load of a node is. Only when a strategy says so is load measured, and sent to the other members.
     *
     * @return the same on all nodes; empty unless the strategy says otherwise
     */
    default Optional<LoadProbe> measures() {
        return Optional.empty();
    }

    /**
     * How often every node asks whether it is to give processes away.
     *
     * @return positive; empty for never, unless the strategy says otherwise
     */
    default Optional<Duration> rebalances() {
        return Optional.empty();
    }

    /**
     * Gives processes away that run on a node. Asked there, on the hub's thread; must not block. What it answers with
     * is written into new intents, and the processes move as they always do.
     *
     * @param host this node, the first of the owners of all these processes
     * @param request the processes that may move: all their copies run, and they were not given nodes a short time ago.
     *     Not empty
     * @return those that move, with other assignments; unless the strategy says otherwise none
     */
    default List<Wanted> relieve(NodeId host, Request request) {
        return List.of();
    }

    /**
     * The rule by which it chooses, which is the same for all processes.
     *
     * @return a few words for people; its text unless the strategy says otherwise
     */
    default String rule() {
        return toString();
    }

    /**
     * What a call asks for.
     *
     * @param processes with spec and metadata, and as their assignment the nodes that the caller names; not empty
     * @param copies how many nodes each is to run on, if there are enough; positive
     * @param candidates all nodes that may be given processes, sorted by node, none with weight 0; may be empty
     * @param fit whether a candidate satisfies the constraints of a process and knows its type
     * @param hosts where a process runs now, in no order; empty for one that does not run
     * @param loads how loaded the candidates are
     */
    record Request(
            List<Wanted> processes,
            int copies,
            List<Candidate> candidates,
            BiPredicate<Wanted, Candidate> fit,
            Function<ProcessId, List<NodeId>> hosts,
            Loads loads) {}

    /**
     * How loaded nodes are, as far as this node knows.
     *
     * @param of the load of each candidate
     * @param random the only source of chance to use
     */
    record Loads(Function<NodeId, Load> of, RandomGenerator random) {}

    /**
     * How loaded a node is.
     *
     * @param copies how many copies of processes belong on it by the registry of this node, which does not lag behind
     * @param score what it has measured; empty when that is unknown, too old, or nothing is measured
     */
    record Load(int copies, Optional<Score> score) {}

    /**
     * What a node has measured, and what has become of that since.
     *
     * @param load by the probe, and for each copy that the node was given or has lost since it measured, the mean cost
     *     of a copy; not negative
     * @param step by how much a further copy of mean cost raises it; positive
     * @param age how long ago it was measured, but for its time on the way
     */
    record Score(double load, double step, Duration age) {}

    /**
     * A node that may be given processes.
     *
     * @param node who
     * @param weight its share relative to the others; 1 unless configured, 0 for a node that hosts nothing
     * @param zone what it shares its fate with, such as a rack or a data centre; empty for none. Copies of one process
     *     avoid sharing a zone
     * @param traits what else is known about it
     */
    record Candidate(NodeId node, double weight, String zone, Traits traits) {
        private static final int ZONE_CHARACTERS_MAX = 255;

        /**
         * Checks the weight and the zone.
         *
         * @throws IllegalArgumentException when the weight is negative or no number, or the zone is longer than 255
         *     characters or not valid Unicode
         */
        public Candidate {
            requireWeight(weight);
            requireZone(zone);
        }

        /**
         * A node of which nothing else is known.
         *
         * @param node who
         * @param weight its share relative to the others
         * @param zone what it shares its fate with; empty for none
         */
        public Candidate(NodeId node, double weight, String zone) {
            this(node, weight, zone, Traits.UNKNOWN);
        }

        private static void requireWeight(double weight) {
            if (!(weight >= 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException(
                        "weight " + weight + " is not a number from 0; 1 is the weight of a node"
                                + " that says nothing, 0 that of one that hosts nothing");
            }
        }

        private static void requireZone(String zone) {
            if (zone.length() > ZONE_CHARACTERS_MAX) {
                throw new IllegalArgumentException("zone '" + zone + "' has " + zone.length()
                        + " characters; allowed are 0 to " + ZONE_CHARACTERS_MAX);
            }
            WellFormed.require("zone", zone);
        }
    }

    /**
     * What a node says of itself beside its weight and its zone. Immutable.
     *
     * @param labels free pairs that constraints of processes refer to, sorted by key. Keys are not empty and not
     *     {@link Constraints#ZONE}; together at most 4,096 characters
     * @param types the process types that it knows, sorted; empty when it does not say
     */
    record Traits(Map<String, String> labels, Optional<Set<String>> types) {
        /** Those of a node that says nothing. */
        public static final Traits UNKNOWN = new Traits(Map.of(), Optional.empty());

        private static final int CHARACTERS_MAX = 4_096;

        /**
         * Sorts, copies and checks.
         *
         * @throws IllegalArgumentException when a key is empty or reserved, the labels are too long together, or a text
         *     is not valid Unicode
         */
        public Traits {
            labels = Collections.unmodifiableMap(new TreeMap<>(labels));
            types = types.map(names -> Collections.unmodifiableSet(new TreeSet<>(names)));
            int characters = 0;
            for (var label : labels.entrySet()) {
                String key = WellFormed.require("key of a node label", label.getKey());
                if (key.isEmpty() || key.equals(Constraints.ZONE)) {
                    throw new IllegalArgumentException("a node cannot have a label '" + key
                            + "': keys are not empty, and the zone is set as such");
                }
                characters += key.length()
                        + WellFormed.require("value of node label", key, label.getValue())
                                .length();
            }
            if (characters > CHARACTERS_MAX) {
                throw new IllegalArgumentException(
                        "the labels of a node have " + characters + " characters; allowed are " + CHARACTERS_MAX);
            }
        }

        /**
         * One more label; replaces one with the same key.
         *
         * @param key not empty and not {@link Constraints#ZONE}
         * @param value any text
         * @return a changed copy
         * @throws IllegalArgumentException when the key is not allowed or the labels become too long
         */
        public Traits label(String key, String value) {
            var more = new TreeMap<>(labels);
            more.put(key, value);
            return new Traits(more, types);
        }

        /**
         * The types that a node knows.
         *
         * @param names of process types
         * @return a changed copy
         */
        public Traits types(Set<String> names) {
            return new Traits(labels, Optional.of(names));
        }

        /**
         * Whether a node can start processes of a type.
         *
         * @param type name of a process type
         * @return true also when it does not say which it knows
         */
        public boolean knows(String type) {
            return types.isEmpty() || types.get().contains(type);
        }
    }

    /**
     * Where processes belong, for one set of candidates. A pure function: equal candidates give equal owners on every
     * node. Asked on the hub's thread, and on a worker when a change is tried out. Must not block; what an exception
     * does is said at {@link DistributionStrategy}.
     */
    @FunctionalInterface
    interface Placement {

        /**
         * The nodes that are to run a process.
         *
         * @param process which process, with spec, metadata and assignment
         * @param copies how many nodes are wanted; positive
         * @param allowed which candidates may run this process
         * @return distinct nodes in order of preference; fewer than wanted when there are not enough
         */
        List<NodeId> owners(Wanted process, int copies, Predicate<NodeId> allowed);

        /**
         * Explains how a candidate stands for a process.
         *
         * @param process which process
         * @param candidate one of those that this is the placement for
         * @return a few words for people; empty unless the strategy says otherwise
         */
        default String reason(Wanted process, NodeId candidate) {
            return "";
        }

        /**
         * Compares with an earlier placement, so that not every process has to be placed anew when a few of many
         * candidates have changed.
         *
         * @param before a placement by the same strategy
         * @return whether a process, given with the owners it had by the earlier placement, is certain to have them
         *     still, for the same number of copies, and though some of the new candidates may not run it
         */
        default BiPredicate<Wanted, List<NodeId>> keeping(Placement before) {
            return (process, owners) -> false;
        }

        /**
         * A placement that follows assignments, as the hub does around every placement: a process belongs on its
         * assigned nodes.
         *
         * @param candidates the nodes
         * @param others where the other copies belong
         * @return the nodes of the assignment that are candidates and allowed, in its order, then the others
         */
        static Placement following(List<Candidate> candidates, Placement others) {
            return new AssignedPlacement(AssignedPlacement.byName(candidates), others);
        }

        /** {@return a placement on no node at all} */
        static Placement nowhere() {
            return (process, copies, allowed) -> List.of();
        }
    }
}
