package io.processhub.load;

import io.processhub.cluster.NodeId;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.strategy.distribution.DistributionStrategy.Load;
import io.processhub.strategy.distribution.DistributionStrategy.Loads;
import io.processhub.strategy.distribution.DistributionStrategy.Score;
import io.processhub.strategy.distribution.LoadProbe;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.time.Agenda;
import io.processhub.wire.Packet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How loaded the members are, as far as this node knows: how many copies of processes belong on each, which the
 * registry says, and what each has measured, which the members pass on.
 *
 * <p><b>On the way.</b> Scores go along with messages that are sent anyway: an offer, by which two nodes compare, takes
 * this node's own score; a message of the strategy's own, which may go down a tree, takes some others, too, drawn by
 * chance, so that not all nodes know the same few. It takes no others back to a member that has just sent some. A
 * member is sent scores once in half an interval at most.
 *
 * <p><b>At rest.</b> A score that says what the one before has said is not worth its bytes. So a node makes a new one
 * when its load or the number of its copies has changed, when a member joins, and now and then in case one was lost.
 * For four intervals a score goes along with messages, its own node's and others'; then it is known, and stands.
 *
 * <p><b>Freshness.</b> Of two scores of a node the one that was made later counts. A score carries its age, so clocks
 * need not agree. It is forgotten when the next one is overdue.
 *
 * <p><b>Since then.</b> A score says how many copies the node ran when it measured. The registry of this node knows how
 * many belong there now, which includes what was started a moment ago, here or elsewhere. Each one more or less counts
 * as much as a copy costs on the average of all known nodes.
 *
 * <p>Confined to the hub's thread.
 */
public final class LoadTable {
    private static final int PASSED_ON_MAX = 3;
    private static final int SENT_INTERVALS = 4;
    private static final int REPEAT_INTERVALS = 60;
    private static final int KNOWN_INTERVALS = REPEAT_INTERVALS + SENT_INTERVALS;
    private static final Duration MEASURE_AGAIN = Duration.ofSeconds(1);

    /** The least change of a load that is worth a message; smaller than any sensible hysteresis. */
    private static final double CHANGE = 0.05;

    private final Meter meter;
    private final Optional<LoadProbe> probe;
    private final Agenda agenda;
    private final RandomGenerator random;
    private final Duration interval;
    private final Map<NodeId, Known> known = new TreeMap<>();
    private final Map<NodeId, Long> sent = new TreeMap<>();
    private final Map<NodeId, Long> heard = new TreeMap<>();
    private final Map<NodeId, Count> belonging = new TreeMap<>();

    /** What this node lets the others know of itself; null before the first score, and when a new one is due. */
    private @Nullable Known announced;

    /** What a node has measured, and when, by the clock of this node. */
    private record Known(double load, int copies, long nanos) {

        boolean says(Known other) {
            return copies == other.copies && Math.abs(load - other.load) <= CHANGE * Math.max(load, other.load);
        }
    }

    /**
     * Knows nothing yet.
     *
     * @param meter measures this node
     * @param probe what is measured; empty for nothing, then nothing is sent either
     * @param agenda the time
     * @param random the only source of chance
     * @param interval of the synchronization
     */
    public LoadTable(Meter meter, Optional<LoadProbe> probe, Agenda agenda, RandomGenerator random, Duration interval) {
        this.meter = meter;
        this.probe = probe;
        this.agenda = agenda;
        this.random = random;
        this.interval = interval;
    }

    // ---- what the registry says

    /**
     * A process has other owners than before.
     *
     * @param before those that were counted last
     * @param now those that count from now on
     */
    public void moved(List<NodeId> before, List<NodeId> now) {
        if (!before.equals(now)) {
            count(before, -1);
            count(now, 1);
        }
    }

    /** In place: it is done for every process that starts. */
    private void count(List<NodeId> owners, int step) {
        for (NodeId owner : owners) {
            Count count = belonging.computeIfAbsent(owner, none -> new Count());
            count.copies += step;
            if (count.copies == 0) {
                belonging.remove(owner);
            }
        }
    }

    private static final class Count {
        private int copies;
    }

    // ---- what the members say

    /**
     * The scores to send along with a message.
     *
     * @param to its receivers
     * @param message between synchronizers
     * @return none when they were sent some a short time ago, or the message is not sent now and then
     */
    public List<Packet.Score> along(List<NodeId> to, SyncMessage message) {
        boolean tree = message instanceof SyncMessage.Custom;
        boolean due = !to.stream().allMatch(node -> lately(sent, node));
        if (probe.isEmpty() || !(tree || message instanceof SyncMessage.Offer) || !due) {
            return List.of();
        }
        List<Packet.Score> scores = new ArrayList<>();
        Known own = announced();
        if (own != null && younger(own, SENT_INTERVALS)) {
            scores.add(score(meter.node(), own));
        }
        if (tree && to.stream().noneMatch(node -> lately(heard, node))) {
            drawn(to).forEach(other -> scores.add(score(other.getKey(), other.getValue())));
        }
        if (!scores.isEmpty()) {
            to.forEach(node -> sent.put(node, agenda.nanos()));
        }
        return scores;
    }

    private @Nullable Known announced() {
        measure();
        Known now = known.get(meter.node());
        Known last = announced;
        boolean stands = now != null && last != null && now.says(last) && younger(last, REPEAT_INTERVALS);
        announced = stands ? last : now;
        return announced;
    }

    private boolean lately(Map<NodeId, Long> times, NodeId node) {
        Long last = times.get(node);
        return last != null && agenda.nanos() - last < interval.toNanos() / 2;
    }

    private List<Map.Entry<NodeId, Known>> drawn(List<NodeId> to) {
        known.values().removeIf(score -> !younger(score, KNOWN_INTERVALS));
        List<Map.Entry<NodeId, Known>> others = new ArrayList<>(known.entrySet());
        others.removeIf(other -> other.getKey().equals(meter.node())
                || to.contains(other.getKey())
                || !younger(other.getValue(), SENT_INTERVALS));
        int count = Math.min(PASSED_ON_MAX, others.size());
        for (int at = 0; at < count; at++) {
            Collections.swap(others, at, random.nextInt(at, others.size()));
        }
        return others.subList(0, count);
    }

    private Packet.Score score(NodeId node, Known score) {
        long age = agenda.since(score.nanos()).toMillis();
        return new Packet.Score(node, score.load(), score.copies(), (int) Math.min(age, Integer.MAX_VALUE));
    }

    /**
     * A member has sent scores, its own and others.
     *
     * @param from the member
     * @param scores of any nodes
     */
    public void heard(NodeId from, List<Packet.Score> scores) {
        if (!scores.isEmpty()) {
            heard.put(from, agenda.nanos());
        }
        for (Packet.Score score : scores) {
            long made = agenda.nanos() - Duration.ofMillis(score.age()).toNanos();
            var next = new Known(score.load(), score.copies(), made);
            if (probe.isPresent() && !score.node().equals(meter.node()) && younger(next, KNOWN_INTERVALS)) {
                known.merge(score.node(), next, (one, other) -> other.nanos() > one.nanos() ? other : one);
            }
        }
    }

    /** A node has become a member, and knows no scores. */
    public void joined() {
        announced = null;
    }

    /**
     * A node is no member any more.
     *
     * @param node which one
     */
    public void lost(NodeId node) {
        known.remove(node);
        sent.remove(node);
        heard.remove(node);
    }

    private boolean younger(Known score, int intervals) {
        return agenda.since(score.nanos()).compareTo(interval.multipliedBy(intervals)) <= 0;
    }

    private void measure() {
        Known own = known.get(meter.node());
        if (own == null || agenda.nanos() - own.nanos() >= MEASURE_AGAIN.toNanos()) {
            probe.flatMap(meter::measure)
                    .ifPresentOrElse(
                            now -> known.put(meter.node(), new Known(now.load(), now.copies(), agenda.nanos())),
                            () -> known.remove(meter.node()));
        }
    }

    // ---- what both say together

    /**
     * Sums up.
     *
     * @param candidates for which processes
     * @return how loaded they are now
     */
    public Loads of(List<Candidate> candidates) {
        measure();
        double work = 0;
        double copies = 0;
        Map<NodeId, Double> weights = new TreeMap<>();
        for (Candidate candidate : candidates) {
            weights.put(candidate.node(), candidate.weight());
            Known score = fresh(candidate.node());
            if (score != null) {
                work += score.load() * candidate.weight();
                copies += score.copies();
            }
        }
        double mean = work > 0 && copies > 0 ? work / copies : 1;
        return new Loads(node -> load(node, mean / weights.getOrDefault(node, 1.0)), random);
    }

    private Load load(NodeId node, double step) {
        Count count = belonging.get(node);
        int copies = count == null ? 0 : count.copies;
        return new Load(copies, Optional.ofNullable(fresh(node)).map(score -> {
            double load = Math.max(0, score.load() + (copies - score.copies()) * step);
            return new Score(load, step, agenda.since(score.nanos()));
        }));
    }

    private @Nullable Known fresh(NodeId node) {
        Known score = known.get(node);
        return score != null && younger(score, KNOWN_INTERVALS) ? score : null;
    }
}
