package io.processhub.strategy.distribution;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Intent.Assignment;
import io.processhub.registry.Intent.Wanted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Weighted rendezvous hashing, a form of consistent hashing: every candidate draws a number for a process from a hash
 * of both names, and the greatest numbers win. A node that leaves gives up only its own processes; one that joins takes
 * only its share; nothing else moves.
 *
 * <p>A node's share is proportional to its weight, and the draws of different processes are independent, so of n
 * processes a node with share p gets n·p ± 3·√(n·p·(1−p)), which is closer to even than a hash ring with a few hundred
 * points per node. Names are hashed without the incarnation: a node that restarts gets the same processes back.
 *
 * <p><b>Bounded.</b> With a bound no node is given more than (1 + epsilon) times its share of the copies, rounded up,
 * as long as another one can run them. A process whose winner is full when it starts is given the next one that is not;
 * that is written into its intent, so nothing moves because something else starts or stops. When members join or leave,
 * processes move as without a bound, and then a node that has more than its bound gives away what is too much. What
 * nodes start at the same moment, without knowing of each other, may exceed the bound until then.
 *
 * @param epsilon by which part of its share a node may exceed it; at least 0.01. Infinite for no bound
 * @see <a href="https://doi.org/10.1109/90.663936">Thaler, Ravishankar: Using name-based mappings to increase hit rates
 *     (1998)</a>
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-bess-weighted-hrw">Mohanty et al., Weighted HRW and
 *     its applications</a>
 * @see <a href="https://doi.org/10.1137/1.9781611975031.39">Mirrokni, Thorup, Zadimoghaddam: Consistent hashing with
 *     bounded loads (2018)</a>
 */
public record ConsistentHashing(double epsilon) implements DistributionStrategy {
    private static final double EPSILON_MIN = 0.01;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** How many processes a node gives away at a time, so that the others see what becomes of it. */
    private static final int MOVES_MAX = 100;

    /**
     * Checks the bound.
     *
     * @throws IllegalArgumentException when it is below 0.01 or not a number
     */
    public ConsistentHashing {
        if (!(epsilon >= EPSILON_MIN)) {
            throw new IllegalArgumentException(
                    "epsilon " + epsilon + " is not at least " + EPSILON_MIN + "; leave it out for no bound");
        }
    }

    /** Without a bound. */
    public ConsistentHashing() {
        this(Double.POSITIVE_INFINITY);
    }

    private boolean bounded() {
        return epsilon < Double.POSITIVE_INFINITY;
    }

    @Override
    public Placement over(List<Candidate> candidates) {
        var hashed = new Rendezvous(candidates);
        return bounded() ? Placement.following(candidates, hashed) : hashed;
    }

    @Override
    public List<Assignment> assign(Request request) {
        List<Assignment> none = DistributionStrategy.super.assign(request);
        if (!bounded()) {
            return none;
        }
        var hashed = new Rendezvous(request.candidates());
        int more = request.processes().size() * request.copies();
        var room = new Room(request.candidates(), request.loads(), more, epsilon);
        return request.processes().stream()
                .map(process -> bounded(process, request, hashed, room))
                .toList();
    }

    /** Where there is no room for all copies, placement finds nodes for the rest. */
    private static Assignment bounded(Wanted process, Request request, Placement hashed, Room room) {
        List<NodeId> natural = hashed.owners(process, request.copies(), room.fit(process, request, node -> true));
        List<NodeId> owners = natural;
        if (process.spec().constraints().preferred().isEmpty()
                && natural.stream().anyMatch(room::full)) {
            owners = hashed.owners(process, request.copies(), room.fit(process, request, node -> !room.full(node)));
        }
        owners.forEach(room::take);
        return owners.equals(natural) ? Assignment.NONE : Assignment.to(owners);
    }

    @Override
    public Optional<Duration> rebalances() {
        return bounded() ? Optional.of(PAUSE) : Optional.empty();
    }

    @Override
    public List<Wanted> relieve(NodeId host, Request request) {
        var room = new Room(request.candidates(), request.loads(), 0, epsilon);
        var hashed = new Rendezvous(request.candidates());
        return request.processes().stream()
                .takeWhile(process -> room.exceeded(host))
                .limit(MOVES_MAX)
                .flatMap(process -> {
                    var move = new Move(process, host, request);
                    List<NodeId> taker =
                            hashed.owners(process, 1, node -> !room.full(node) && move.possible(room.candidate(node)));
                    taker.forEach(node -> room.hand(host, node));
                    return taker.stream().map(move::to);
                })
                .toList();
    }

    @Override
    public String rule() {
        return "each node draws a number from a hash of its name and that of the process, times its weight; the"
                + " greatest win, and of each zone the greatest comes before a second one of any"
                + (bounded() ? "; a node with more than " + (1 + epsilon) + " times its share is passed over" : "");
    }

    @Override
    public String toString() {
        return bounded() ? "ConsistentHashing[epsilon=" + epsilon + "]" : "ConsistentHashing[]";
    }
}
