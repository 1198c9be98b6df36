package io.processhub.quorum;

import io.processhub.cluster.NodeId;
import io.processhub.explain.DryRun;
import io.processhub.explain.DryRun.Change;
import io.processhub.guard.StrategyGuard;
import io.processhub.guard.StrategyGuard.Kind;
import io.processhub.quorum.VotingConfiguration.Reset;
import io.processhub.quorum.VotingConfiguration.Voter;
import io.processhub.strategy.partition.Arbiter;
import io.processhub.strategy.partition.PartitionStrategy;
import io.processhub.strategy.partition.PartitionStrategy.Arbitration;
import io.processhub.strategy.partition.PartitionStrategy.Census;
import io.processhub.strategy.partition.PartitionStrategy.Loss;
import io.processhub.strategy.partition.PartitionStrategy.Votes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether this node may run processes: asks the partition strategy with what the nodes remember together, and
 * brings changes of the voters about. Read {@link #judge}. Confined to the hub's thread.
 */
public final class Quorum {
    /** By how much a loss has to be later to count as another one: what others tell is under way for a while. */
    private static final Duration SAME_LOSS = Duration.ofSeconds(1);

    private final Voter self;
    private final PartitionStrategy strategy;
    private final StrategyGuard guard;
    private final int initialSize;
    private final PartitionStrategy.Memory kept;
    private final VoterLog voters;
    private final PartLease lease;
    private final Map<NodeId, Long> losses = new TreeMap<>();

    /** Voters that have closed their hubs, whether or not they have got rid of their votes before. */
    private final Set<Voter> departed = new LinkedHashSet<>();

    private QuorumMemory told = QuorumMemory.NONE;
    private Reset reset;
    private boolean changed;
    private boolean decided;
    private boolean held;

    /** Whether votes suffice; if not, a lease does, and the voters stay as they are. */
    private boolean majority;

    /** Whether the arbiter decides. */
    private boolean asks;

    private @Nullable Census census;
    private @Nullable Question question;

    /**
     * What the hub sees at one moment.
     *
     * @param present this hub and its members
     * @param met whether every node that can be reached has said whether it runs this hub
     * @param running whether this hub gives votes to its members
     * @param leaving whether it gives its own vote back
     * @param nanos a monotonic clock
     */
    public record View(List<Voter> present, boolean met, boolean running, boolean leaving, long nanos) {

        private List<NodeId> nodes() {
            return present.stream().map(Voter::node).sorted().toList();
        }
    }

    /**
     * A question for the arbiter.
     *
     * @param number comes back with the answer
     * @param part the nodes of this part whose votes count
     * @param terms how it is asked
     */
    public record Question(long number, List<NodeId> part, Arbitration terms) {}

    /**
     * What came of a question.
     *
     * @param number of the question
     * @param said what the arbiter said; null when it did not answer
     * @param problem why it did not answer; empty when it did
     */
    public record Reply(long number, Arbiter.@Nullable Answer said, String problem) {}

    /**
     * Begins to judge.
     *
     * @param self this hub
     * @param strategy decides
     * @param guard around the strategy
     * @param initialSize how many nodes the hub waits for when it starts; 1 for none
     * @param remembered what an earlier life of this hub knew; nothing when it was not kept
     */
    public Quorum(
            Voter self, PartitionStrategy strategy, StrategyGuard guard, int initialSize, QuorumMemory remembered) {
        this.self = self;
        this.strategy = strategy;
        this.guard = guard;
        this.initialSize = initialSize;
        this.kept = guard.ask(Kind.PARTITION, strategy::memory, () -> PartitionStrategy.Memory.NONE);
        this.voters = new VoterLog(self, Math.max(initialSize, kept.votesFrom()), remembered);
        this.lease = new PartLease(guard.ask(Kind.PARTITION, strategy::arbitration, () -> Arbitration.NONE));
        this.reset = remembered.committed().reset();
    }

    /** {@return the strategy that decides} */
    public PartitionStrategy strategy() {
        return strategy;
    }

    private boolean keepsVotes() {
        return kept.votesFrom() > 0;
    }

    // ---- members

    /**
     * A node has greeted this one.
     *
     * @param from the hub there
     * @param memory what it knows
     * @param nanos a monotonic clock
     */
    public void heard(Voter from, QuorumMemory memory, long nanos) {
        if (keepsVotes()) {
            voters.heard(from, memory);
        }
        memory.losses().forEach((node, ago) -> lostAt(node, nanos - ago.toNanos()));
    }

    /** A node has become a member. */
    public void joined() {
        changed = true;
    }

    /**
     * A member is gone.
     *
     * @param member the hub there
     * @param forGood whether it said so itself
     * @param nanos a monotonic clock
     */
    public void lost(Voter member, boolean forGood, long nanos) {
        changed = true;
        voters.lost(member);
        if (forGood) {
            departed.add(member);
            losses.remove(member.node());
        } else {
            lostAt(member.node(), nanos);
        }
    }

    private void lostAt(NodeId node, long nanos) {
        boolean left = departed.stream().anyMatch(voter -> voter.node().equals(node));
        if (kept.losses().isPositive() && !left) {
            losses.merge(node, nanos, (known, next) -> next - known > SAME_LOSS.toNanos() ? next : known);
        }
    }

    // ---- the decision

    /**
     * Judges by what the hub sees. First what is pending is committed, if a majority agrees by now; then the strategy
     * is asked; and a part with a quorum gives votes to those that have none.
     *
     * @param view of this moment
     * @return whether this node may run processes
     */
    public boolean judge(View view) {
        voters.commitIfAgreed(view.present());
        ask(view);
        if (held && majority && voters.pending().isEmpty()) {
            VotingConfiguration next = next(view);
            if (!next.equals(voters.latest())) {
                voters.propose(next);
                voters.commitIfAgreed(view.present());
                ask(view);
            }
        }
        return held;
    }

    private void ask(View view) {
        Census now = census(view);
        census = now;
        boolean unknown = keepsVotes()
                && voters.pending().isEmpty()
                && voters.committed().equals(VotingConfiguration.EMPTY)
                && !view.met(); // the others may know the voters
        decided = guard.ask(Kind.PARTITION, () -> strategy.mayRun(now), () -> decided);
        asks = guard.ask(Kind.PARTITION, () -> strategy.asks(now), () -> asks);
        held = decided && !unknown && (!asks || now.lease().held()); // also when the strategy fails
        majority = keepsVotes() && now.votes().stream().allMatch(Votes::majority);
        boolean joined = view.running() || view.leaving(); // before, it knows the votes and has not met the voters
        Question next = asks && joined ? lease.next(part(view), view.nanos()) : null;
        question = next == null ? question : next;
    }

    private Census census(View view) {
        List<Votes> votes = keepsVotes() ? voters.count(view.present()) : List.of();
        return new Census(
                view.nodes(), lostOf(view), votes, initialSize, changed, lease.known(part(view), view.nanos()));
    }

    /** Before the first votes are given there is none: of two first nodes each could get a lease, one after another. */
    private List<NodeId> part(View view) {
        return keepsVotes() ? voters.committed().present(view.present()) : List.of();
    }

    private List<Loss> lostOf(View view) {
        losses.values().removeIf(at -> view.nanos() - at > kept.losses().toNanos());
        Set<String> here =
                view.present().stream().map(voter -> voter.node().name()).collect(Collectors.toSet());
        return losses.entrySet().stream()
                .filter(loss -> !here.contains(loss.getKey().name()))
                .map(loss -> new Loss(loss.getKey(), Duration.ofNanos(Math.max(0, view.nanos() - loss.getValue()))))
                .sorted(Comparator.comparing(Loss::ago))
                .toList();
    }

    private VotingConfiguration next(View view) {
        VotingConfiguration next = voters.latest();
        for (Voter gone : departed) {
            next = next.includes(gone) ? next.with(List.of(gone), true) : next;
        }
        departed.removeIf(gone -> !voters.committed().includes(gone));
        if (view.running()) {
            next = next.with(view.present(), false);
        } else if (view.leaving() && next.includes(self)) {
            next = next.with(List.of(self), true);
        }
        return next;
    }

    // ---- the arbiter

    /** {@return a question to be put to the arbiter now; null when there is none} */
    public @Nullable Question takeQuestion() {
        Question next = question;
        question = null;
        return next;
    }

    /**
     * The arbiter has answered, or has not.
     *
     * @param reply what came of a question
     * @param wall the wall clock, for people
     * @param nanos a monotonic clock
     * @return how long the lease is held from now on; zero when it is not
     */
    public Duration replied(Reply reply, Instant wall, long nanos) {
        return lease.replied(reply, wall, nanos);
    }

    // ---- what others get to know

    /**
     * What this node remembers.
     *
     * @param nanos a monotonic clock
     * @return for a greeting, or for a store
     */
    public QuorumMemory memory(long nanos) {
        SortedMap<NodeId, Duration> ages = new TreeMap<>();
        losses.forEach((node, at) -> ages.put(node, Duration.ofNanos(Math.max(0, nanos - at))));
        return new QuorumMemory(voters.committed(), voters.pending(), ages);
    }

    /** {@return whether the votes have changed since the last call, so that the members have to be told} */
    public boolean takeNews() {
        if (!keepsVotes()) {
            return false; // asked after every turn of the hub
        }
        var now = new QuorumMemory(voters.committed(), voters.pending(), Collections.emptySortedMap());
        boolean news = !now.equals(told);
        told = now;
        return news;
    }

    /**
     * Whether all members are known to know what this node knows. If not, they are greeted again.
     *
     * @param present this hub and its members
     * @return true also when no votes are kept
     */
    public boolean agreed(List<Voter> present) {
        return !keepsVotes() || voters.agreesWith(present);
    }

    /** {@return whether this hub has no vote, so that a majority of the others does not need it} */
    public boolean withoutVote() {
        return !keepsVotes()
                || (!voters.committed().includes(self) && voters.pending().isEmpty());
    }

    /** {@return what is missing for a quorum, and what would restore it; when it is held, the lease that it needs} */
    public String advice() {
        Census now = census;
        if (held || now == null) {
            return now != null && asks ? now.lease().said() : "";
        }
        return decided && !asks ? "nodes that can be reached have not answered yet" : adviceFor(now);
    }

    private String adviceFor(Census lacking) {
        return guard.ask(Kind.PARTITION, () -> strategy.advice(lacking), () -> "");
    }

    // ---- what would be

    /**
     * Whether the members would have a quorum after changes. Votes are given and given back by a majority only.
     *
     * @param view of this moment
     * @param changes of the members, in order
     * @return by the strategy; a part that needs the arbiter for it has none
     */
    public DryRun.Quorum forecast(View view, List<Change> changes) {
        Attendance after = Attendance.after(view.present(), changes);
        if (after.present().isEmpty()) {
            return new DryRun.Quorum(false, false, "no node would be left");
        }
        VotingConfiguration failing = voters.latest();
        VotingConfiguration leaving = failing;
        if (held && majority) {
            failing = failing.with(after.joined(), false);
            leaving = failing.with(after.gone(), true);
        }
        Census left = census(after, leaving, after.losses(lostOf(view), false));
        Census failed =
                census(after, failing, after.losses(lostOf(view), kept.losses().isPositive()));
        boolean afterLeaving = suffices(left);
        boolean afterFailure = suffices(failed);
        Census lacking = afterLeaving ? failed : left;
        return new DryRun.Quorum(afterLeaving, afterFailure, afterLeaving && afterFailure ? "" : adviceFor(lacking));
    }

    private Census census(Attendance after, VotingConfiguration counted, List<Loss> losses) {
        List<Votes> votes = keepsVotes() ? List.of(voters.count(counted, after.present())) : List.of();
        return new Census(after.nodes(), losses, votes, initialSize, true);
    }

    private boolean suffices(Census then) {
        return guard.ask(Kind.PARTITION, () -> strategy.mayRun(then) && !strategy.asks(then), () -> held);
    }

    // ---- resets

    /**
     * Counts a majority from another number, and forgets the voters that are not here. With a quorum it is a change of
     * the voters like any other; without one it is done at once.
     *
     * @param size from how many nodes at least a majority is to be counted
     * @param view of this moment
     * @return why not; null when it is under way
     */
    public @Nullable String reset(int size, View view) {
        if (!keepsVotes()) {
            return strategy + " keeps no votes: how many nodes it needs is part of its settings";
        }
        if (size < view.present().size()) {
            return "a cluster of " + size + " is smaller than the "
                    + view.present().size() + " nodes that are here";
        }
        VotingConfiguration next = voters.latest().reset(self.node().name(), size, view.present());
        if (held && majority) {
            voters.propose(next);
        } else {
            voters.force(next);
        }
        return null;
    }

    /** {@return a reset that has been committed since the last call; null when there is none} */
    public @Nullable Reset takeReset() {
        Reset now = voters.committed().reset();
        boolean news = now.compareTo(reset) > 0;
        reset = now;
        return news ? now : null;
    }
}
