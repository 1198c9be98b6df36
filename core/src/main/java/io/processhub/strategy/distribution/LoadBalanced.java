package io.processhub.strategy.distribution;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Intent.Assignment;
import io.processhub.registry.Intent.Wanted;
import io.processhub.strategy.distribution.Projection.Scored;
import io.processhub.time.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Processes run where there is least to do, without a leader. The node that starts a process draws a few nodes, each as
 * often as its weight says, gives it to the least loaded of them, and writes that into the intent; so every node knows
 * it, and nothing moves because something else starts. What a node measures goes along with what the synchronization
 * sends anyway; what it was given since is in the registry, and is added at its mean cost. A node whose load is not
 * known is chosen only when there is no other.
 *
 * <p>A node that is more loaded than others gives processes away, a few at a time, and only to nodes that are clearly
 * less loaded and will be so afterwards. A process that was moved stays where it is for four intervals at least. So
 * while loads do not change, moves come to an end. Where the node of a process is gone, {@link ConsistentHashing} says
 * where it runs, and it stays there until it is moved again.
 *
 * <p>A process that prefers some nodes is placed among them by hashing; it is not moved for load, and neither is one
 * that is to run near others or away from them.
 *
 * <p>A score that is older than four intervals of the synchronization counts as unknown. Callers can name no nodes.
 *
 * @param probe what the load of a node is
 * @param choices how many nodes are drawn for a process; 1 to 64, of which 1 looks at no load
 * @param budget how many processes a node gives away at most in one interval; 0 for none, up to 10,000
 * @param interval how often a node looks whether it is to give some away; positive
 * @param hysteresis by which share a node must be less loaded than the one that gives, after the move, to be given a
 *     process; from 0.01 to below 1
 * @see <a href="https://doi.org/10.1109/71.963420">Mitzenmacher: The power of two choices in randomized load balancing
 *     (2001)</a>
 */
public record LoadBalanced(LoadProbe probe, int choices, int budget, Duration interval, double hysteresis)
        implements DistributionStrategy {
    private static final int CHOICES_MAX = 64;
    private static final int BUDGET_MAX = 10_000;
    private static final double HYSTERESIS_MIN = 0.01;

    /** How many processes are looked at, for each that may move: some may not run where there is room. */
    private static final int LOOKS = 8;

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException when one is out of its range, or the probe is a lambda
     */
    public LoadBalanced {
        Objects.requireNonNull(probe, "probe; leave it out for the number of processes");
        if (probe.getClass().isHidden()) {
            throw new IllegalArgumentException(
                    "probe " + probe + " is a lambda; write it as a record, whose text is the same on every node");
        }
        requireBetween("choices", choices, 1, CHOICES_MAX);
        requireBetween("budget", budget, 0, BUDGET_MAX);
        interval = Durations.positive("interval", interval, " of LoadBalanced");
        if (!(hysteresis >= HYSTERESIS_MIN && hysteresis < 1)) {
            throw new IllegalArgumentException(
                    "hysteresis " + hysteresis + " is not between " + HYSTERESIS_MIN + " and 1");
        }
    }

    /**
     * Draws two nodes for each process; every 15 seconds a node gives away at most 20 processes, to nodes that are less
     * loaded by a tenth.
     *
     * @param probe what the load of a node is
     * @throws IllegalArgumentException when it is a lambda
     */
    public LoadBalanced(LoadProbe probe) {
        this(probe, 2, 20, Duration.ofSeconds(15), 0.1);
    }

    /** Like {@link #LoadBalanced(LoadProbe)}, with the number of processes as the load. */
    public LoadBalanced() {
        this(LoadProbe.processes());
    }

    private static void requireBetween(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " " + value + " is not between " + min + " and " + max);
        }
    }

    @Override
    public Optional<LoadProbe> measures() {
        return Optional.of(probe);
    }

    @Override
    public Optional<Duration> rebalances() {
        return budget == 0 ? Optional.empty() : Optional.of(interval);
    }

    @Override
    public Placement over(List<Candidate> candidates) {
        return Placement.following(candidates, new Rendezvous(candidates));
    }

    @Override
    public Assignment settle(Wanted process, List<NodeId> owners) {
        return Assignment.to(owners);
    }

    // ---- starts

    @Override
    public List<Assignment> assign(Request request) {
        DistributionStrategy.super.assign(request); // refuses nodes that the caller names
        var projection = new Projection(request.candidates(), request.loads());
        var others = new Rendezvous(request.candidates());
        return request.processes().stream()
                .map(process -> process.spec().constraints().preferred().isEmpty()
                        ? chosen(process, request, projection, others)
                        : Assignment.NONE)
                .toList();
    }

    private Assignment chosen(Wanted process, Request request, Projection projection, Placement others) {
        List<NodeId> nodes = new ArrayList<>();
        Set<String> zones = new LinkedHashSet<>();
        Predicate<Scored> fit =
                known -> !nodes.contains(known.node()) && request.fit().test(process, known.candidate());
        Predicate<Scored> apart = known -> !zones.contains(known.candidate().zone());
        Optional<Scored> next = Optional.empty();
        do {
            next = projection.leastOf(choices, fit.and(apart)).or(() -> projection.leastOf(choices, fit));
            next.ifPresent(node -> {
                node.take();
                nodes.add(node.node());
                if (!node.candidate().zone().isEmpty()) {
                    zones.add(node.candidate().zone());
                }
            });
        } while (next.isPresent() && nodes.size() < request.copies());
        if (nodes.size() < request.copies()) {
            nodes.addAll(unscored(process, request, nodes, others));
        }
        return Assignment.to(nodes);
    }

    private static List<NodeId> unscored(Wanted process, Request request, List<NodeId> chosen, Placement others) {
        Set<NodeId> fit = new LinkedHashSet<>();
        for (Candidate candidate : request.candidates()) {
            if (!chosen.contains(candidate.node()) && request.fit().test(process, candidate)) {
                fit.add(candidate.node());
            }
        }
        return others.owners(process, request.copies() - chosen.size(), fit::contains);
    }

    // ---- moves

    @Override
    public List<Wanted> relieve(NodeId host, Request request) {
        var projection = new Projection(request.candidates(), request.loads());
        Optional<Scored> giver = projection.of(host);
        int copies = request.loads().of().apply(host).copies();
        return giver.isEmpty() || copies == 0
                ? List.of()
                : relieve(giver.get(), giver.get().load() / copies, projection, request);
    }

    /** What costs {@code cost} on the giver, which is its mean, costs a node with twice the weight half as much. */
    private List<Wanted> relieve(Scored giver, double cost, Projection projection, Request request) {
        Predicate<Scored> clearlyLess = known ->
                known != giver && known.load() + cost(giver, cost, known) <= (1 - hysteresis) * (giver.load() - cost);
        List<Wanted> moves = new ArrayList<>();
        for (Wanted process : some(request.processes(), request.loads().random())) {
            if (moves.size() == budget || !projection.any(clearlyLess)) {
                return moves;
            }
            var move = new Move(process, giver.node(), request);
            projection
                    .leastOf(choices, clearlyLess.and(known -> move.possible(known.candidate())))
                    .ifPresent(taker -> {
                        moves.add(move.to(taker.node()));
                        taker.add(cost(giver, cost, taker));
                        giver.add(-cost);
                    });
        }
        return moves;
    }

    private static double cost(Scored giver, double cost, Scored taker) {
        return cost * giver.candidate().weight() / taker.candidate().weight();
    }

    private List<Wanted> some(List<Wanted> processes, RandomGenerator random) {
        List<Wanted> drawn = new ArrayList<>(processes);
        int count = Math.min(drawn.size(), budget * LOOKS);
        for (int at = 0; at < count; at++) {
            Collections.swap(drawn, at, random.nextInt(at, drawn.size()));
        }
        return drawn.subList(0, count);
    }

    @Override
    public String rule() {
        return "the least loaded of " + choices + " nodes that are drawn when it starts, by " + probe
                + "; a node that is more loaded gives processes away, " + budget + " in " + interval + " at most";
    }
}
