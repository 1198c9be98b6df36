package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.port.Effect;
import io.processhub.coordinator.port.Effect.Status.Phase;
import io.processhub.coordinator.port.Input;
import io.processhub.guard.StrategyGuard;
import io.processhub.quorum.Quorum;
import io.processhub.quorum.QuorumMemory;
import io.processhub.quorum.VotingConfiguration.Voter;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.wire.Packet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * The members of this hub. The engine reports which nodes can be reached; each of them is greeted, and becomes a member
 * when it greets back with the same configuration. It stays one until the engine loses it or it says goodbye.
 */
final class Members {
    private static final Duration GREET_AGAIN = Duration.ofMillis(500);

    /** When a node that was refused is greeted once more. */
    private static final Duration REFUSED_AGAIN = Duration.ofMinutes(1);

    private static final Duration COMPARE_AGAIN = Duration.ofMinutes(10);

    /** What a node may need beyond its grace period to stop the rest and to say goodbye. */
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final NodeId self;
    private final Settings settings;
    private final SortedMap<String, String> configuration;
    private final long generation;
    private final HubContext context;
    private final Watcher watcher;
    private final ClockWatch clocks;
    private final Quorum quorum;
    private final Map<NodeId, Peer> greeted = new LinkedHashMap<>();
    private final TreeSet<NodeId> strangers = new TreeSet<>();

    /** Reachable nodes that have not said yet whether they run this hub. */
    private final TreeSet<NodeId> silent = new TreeSet<>();

    /** Kept in order, because the list of members is needed after each of many changes. */
    private final List<NodeId> sorted = new ArrayList<>();

    private Set<NodeId> reachable = Set.of();

    private Phase phase = Phase.JOINING;

    /** All members, sorted; empty from a change to the next question. */
    private List<NodeId> all = List.of();

    /** Members that were asked to leave, and have not yet. */
    private final List<Input.DrainAsked> draining = new ArrayList<>();

    /** Which member was told the clocks of this node last. */
    private int told;

    private boolean viewed;
    private boolean greeting;

    /** What counts of a greeting from now on. */
    private record Peer(Packet.Profile profile, long generation) {}

    /** Reacts to changes of the members. */
    interface Watcher {
        void joined(NodeId node, Packet.Hello hello);

        /** A member has sent another profile, such as one that says that it leaves. */
        void changed(NodeId node, long head);

        /** A member is gone; {@code forGood} when it said so itself. */
        void lost(NodeId node, boolean forGood);

        /** How far this node has written its log. */
        long head();
    }

    Members(NodeId self, long generation, Settings settings, HubContext context, Watcher watcher) {
        this.self = self;
        this.generation = generation;
        this.settings = settings;
        this.configuration = settings.configuration();
        this.context = context;
        this.watcher = watcher;
        this.clocks = new ClockWatch(self, context, greeted::keySet, () -> greetAll(true));
        this.quorum = new Quorum(
                new Voter(self, generation),
                settings.strategies().partition(),
                guard(),
                settings.joining().initialSize(),
                QuorumMemory.NONE);
        sorted.add(self);
        context.agenda().every(COMPARE_AGAIN, this::tellNext);
    }

    /** {@return compares the clocks of this node and of the others} */
    ClockWatch clocks() {
        return clocks;
    }

    StrategyGuard guard() {
        return settings.strategies().guard();
    }

    Settings.Joining joining() {
        return settings.joining();
    }

    Phase phase() {
        return phase;
    }

    /** {@return the members including this node, sorted} */
    List<NodeId> all() {
        if (all.isEmpty()) {
            all = List.copyOf(sorted);
        }
        return all;
    }

    /** {@return the votes and losses that the members remember together} */
    Quorum quorum() {
        return quorum;
    }

    /** {@return what a quorum depends on, at this moment} */
    Quorum.View view() {
        List<Voter> present = new ArrayList<>(List.of(new Voter(self, generation)));
        greeted.forEach((node, peer) -> present.add(new Voter(node, peer.generation())));
        boolean leaving = phase.compareTo(Phase.RUNNING) > 0;
        return new Quorum.View(present, met(), phase == Phase.RUNNING, leaving, context.nanos());
    }

    int count() {
        return sorted.size();
    }

    boolean contains(NodeId node) {
        return greeted.containsKey(node);
    }

    /** {@return what is known of a member} */
    Packet.Profile profile(NodeId node) {
        Peer peer = greeted.get(node);
        return peer == null ? ownProfile() : peer.profile();
    }

    /** {@return the members that may be given processes, sorted by node} */
    List<Candidate> staying() {
        return all().stream()
                .filter(node -> !profile(node).leaving())
                .map(node -> profile(node).candidate(node))
                .toList();
    }

    private Packet.Profile ownProfile() {
        boolean leaving = phase.compareTo(Phase.RUNNING) > 0;
        return settings.profile().leaving(leaving);
    }

    /** {@return reachable nodes that have not said yet whether they run this hub} */
    List<NodeId> silent() {
        return List.copyOf(silent);
    }

    /** {@return whether every reachable node has said whether it runs this hub} */
    boolean met() {
        return viewed && silent.isEmpty();
    }

    void enter(Phase next) {
        phase = next;
        if (next == Phase.LEAVING) {
            announceLeaving();
        }
    }

    /** Again and again: a greeting may be lost, and a member that missed it would take nothing over. */
    private void announceLeaving() {
        if (phase != Phase.CLOSED) {
            greetAll(false);
            context.later(GREET_AGAIN, this::announceLeaving);
        }
    }

    void onView(List<NodeId> peers) {
        viewed = true;
        reachable = new LinkedHashSet<>(peers);
        strangers.retainAll(reachable);
        List<NodeId> gone = greeted.keySet().stream()
                .filter(member -> !reachable.contains(member))
                .toList();
        gone.forEach(member -> lose(member, false));
        silent.retainAll(reachable);
        reachable.forEach(this::approach);
    }

    /** Greets a node that can be reached, unless it is known or was greeted already. */
    private void approach(NodeId node) {
        if (!greeted.containsKey(node) && !strangers.contains(node) && silent.add(node)) {
            greet(node, true);
            greetAgain();
        }
    }

    /** Again and again: a greeting or its answer may be lost, or the other hub is not there yet. */
    private void greetAgain() {
        if (!silent.isEmpty() && !greeting && phase != Phase.CLOSED) {
            greeting = true;
            context.later(GREET_AGAIN, () -> {
                greeting = false;
                silent.forEach(node -> greet(node, true));
                greetAgain();
            });
        }
    }

    /** Tells one member after another the clocks of this node, which may have drifted apart. */
    private void tellNext() {
        List<NodeId> others = List.copyOf(greeted.keySet());
        if (!others.isEmpty() && phase != Phase.CLOSED) {
            told = (told + 1) % others.size();
            greet(others.get(told), false);
        }
    }

    /** Tells all members what this node says of itself; with a question, they answer. */
    void greetAll(boolean reply) {
        greeted.keySet().forEach(member -> greet(member, reply));
    }

    private void greet(NodeId node, boolean reply) {
        context.send(
                node,
                new Packet.Hello(
                        reply,
                        configuration,
                        ownProfile(),
                        generation,
                        watcher.head(),
                        clocks.told(),
                        quorum.memory(context.nanos())));
    }

    void onAbsent(NodeId node) {
        if (contains(node)) {
            answerDrains(node, Effect.Drained.LEFT);
            lose(node, false); // its goodbye was lost, or this answer is an old one: it is asked once more
            approach(node);
        } else if (reachable.contains(node)) {
            estrange(node);
        }
    }

    /** {@return whether it was none yet} */
    private boolean estrange(NodeId node) {
        silent.remove(node);
        return strangers.add(node);
    }

    void onHello(NodeId from, Packet.Hello hello) {
        Peer before = greeted.get(from);
        if (!reachable.contains(from) || (before != null && hello.generation() < before.generation())) {
            return; // its view is ahead of ours: we greet it when ours follows; or it is from an earlier life
        }
        List<Packet.Difference> differences = differences(from, hello);
        if (!differences.isEmpty()) {
            context.send(from, new Packet.Mismatch(differences));
            refuse(from, differences.stream().map(Settings::mirrored).toList());
            return;
        }
        clocks.heard(from, hello.clocks());
        quorum.heard(new Voter(from, hello.generation()), hello.memory(), context.nanos());
        if (hello.reply()) {
            greet(from, false);
        }
        welcome(from, hello);
    }

    private void welcome(NodeId from, Packet.Hello hello) {
        strangers.remove(from);
        silent.remove(from);
        Peer before = greeted.get(from);
        if (before != null && before.generation() < hello.generation()) {
            lose(from, true); // the hub was closed and opened again there, faster than the engine noticed
            before = null;
        }
        if (before != null && before.profile().leaving()) {
            return; // there is no way back from leaving, so this greeting was overtaken
        }
        greeted.put(from, new Peer(hello.profile(), hello.generation()));
        if (before == null) {
            sorted.add(-1 - Collections.binarySearch(sorted, from), from);
            all = List.of();
            quorum.joined();
            watcher.joined(from, hello);
        } else if (!before.profile().equals(hello.profile())) {
            watcher.changed(from, hello.head());
        }
    }

    void onMismatch(NodeId from, Packet.Mismatch mismatch) {
        refuse(from, mismatch.differences());
    }

    private void refuse(NodeId peer, List<Packet.Difference> differences) {
        if (estrange(peer)) {
            context.perform(new Effect.Mismatched(peer, differences));
            context.later(REFUSED_AGAIN, () -> reconsider(peer));
        }
        if (contains(peer)) {
            lose(peer, false);
        }
    }

    /** A clock may have been set right meanwhile. */
    private void reconsider(NodeId refused) {
        if (reachable.contains(refused) && strangers.remove(refused)) {
            approach(refused);
        }
    }

    void onGoodbye(NodeId from) {
        if (reachable.contains(from)) {
            estrange(from);
        }
        if (contains(from)) {
            lose(from, true);
        }
    }

    private void lose(NodeId member, boolean forGood) {
        Peer gone = Objects.requireNonNull(greeted.remove(member), "only members are lost");
        sorted.remove(Collections.binarySearch(sorted, member));
        all = List.of();
        answerDrains(member, forGood ? Effect.Drained.LEFT : Effect.Drained.LOST);
        quorum.lost(new Voter(member, gone.generation()), forGood, context.nanos());
        watcher.lost(member, forGood);
    }

    private void answerDrains(NodeId member, Effect.Drained outcome) {
        List<Input.DrainAsked> ended =
                draining.stream().filter(asked -> asked.node().equals(member)).toList();
        draining.removeAll(ended);
        ended.forEach(asked -> context.answer(new Effect.AnswerDrain(asked.call(), outcome)));
    }

    /** Whether a member that names the generation of a hub means this one. */
    boolean meant(long named) {
        return named == generation;
    }

    /** Asks a member to leave, again and again, until it has or the time is up. */
    void drain(Input.DrainAsked asked) {
        Peer peer = greeted.get(asked.node());
        if (peer == null) {
            context.answer(new Effect.AnswerDrain(asked.call(), Effect.Drained.NOT_A_MEMBER));
        } else {
            draining.add(asked);
            askToLeave(asked, peer.generation(), context.nanos());
        }
    }

    /** Names the generation of the hub that is meant: a hub opened there later has another one and must stay. */
    private void askToLeave(Input.DrainAsked asked, long meant, long since) {
        if (!draining.contains(asked)) {
            return; // it was answered when the member was lost
        }
        if (context.since(since).compareTo(asked.grace().plus(FAREWELL)) > 0) {
            draining.remove(asked);
            context.answer(new Effect.AnswerDrain(asked.call(), Effect.Drained.STILL_THERE));
        } else {
            context.send(asked.node(), new Packet.Leave(asked.grace(), meant));
            context.later(GREET_AGAIN, () -> askToLeave(asked, meant, since));
        }
    }

    /** As this node, the sender, sees them. */
    private List<Packet.Difference> differences(NodeId from, Packet.Hello hello) {
        List<Packet.Difference> differences = Settings.differences(configuration, hello.configuration());
        return differences.isEmpty()
                ? clocks.difference(hello, contains(from)).stream().toList()
                : differences;
    }
}
