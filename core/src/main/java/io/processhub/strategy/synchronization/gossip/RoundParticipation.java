package io.processhub.strategy.synchronization.gossip;

import io.processhub.cluster.NodeId;
import io.processhub.log.Logs;
import io.processhub.log.Logs.Head;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** This node's part in one phase of a round: what it must still read, and what its subtree contributes. */
final class RoundParticipation extends Subtree {
    private static final int TRIES_MAX = 10;

    private final GossipMessage.Round round;
    private final Consumer<RoundParticipation> onFinish;
    private final SortedMap<NodeId, Long> lacking = new TreeMap<>();
    private final SortedMap<NodeId, Long> contributions = new TreeMap<>();
    private final SortedMap<Integer, List<Head>> parts = new TreeMap<>();

    /** Null until it is known in full; stays null when this node can do without. */
    private @Nullable Checkpoint target;

    private boolean ready;
    private boolean partial;
    private boolean replaced;

    RoundParticipation(GossipMessage.Round round, long end, long nanos, Consumer<RoundParticipation> onFinish) {
        super(end, nanos);
        this.round = round;
        this.onFinish = onFinish;
    }

    GossipMessage.Round round() {
        return round;
    }

    @Override
    GossipMessage.RelayTask task(long number, long end) {
        return new GossipMessage.RoundStart(number, end, round);
    }

    @Override
    boolean selfDone() {
        return ready && lacking.isEmpty();
    }

    @Override
    boolean bulky() {
        return false;
    }

    @Override
    int triesMax() {
        return TRIES_MAX;
    }

    @Override
    void finish() {
        onFinish.accept(this);
    }

    @Nullable
    Checkpoint target() {
        return target;
    }

    /** The target is known in full: what is lacking must be read before this node reports. */
    void aim(Checkpoint full, Ring ring, Logs logs) {
        target = full;
        ready = true;
        full.versions().forEach((origin, version) -> {
            if (logs.known(origin) < version) {
                lacking.put(origin, version);
            }
        });
        leaveOutNonMembers(ring);
    }

    /** What is lacking of a node that is no member here cannot be read. */
    private void leaveOutNonMembers(Ring ring) {
        partial |= lacking.keySet().removeIf(origin -> !ring.contains(origin));
    }

    /** This node has other members than the initiator: it cannot resolve all of the target. */
    void partial() {
        partial = true;
    }

    /** {@return whether this node has read, or will read, all of the target before it reports} */
    boolean whole() {
        return target != null && !partial && !replaced;
    }

    /** This node has read exactly as far as the initiator, which is as far as any target can be. */
    void level() {
        ready = true;
    }

    /** Takes a part of the target; {@return the whole when it was the last one that was missing, else {@code null}} */
    @Nullable
    Checkpoint collect(GossipMessage.Target part) {
        parts.put(part.part(), part.heads());
        if (parts.size() < part.parts()) {
            return null;
        }
        return Checkpoint.of(
                round.id(), parts.values().stream().flatMap(List::stream).toList());
    }

    /** {@return the logs that must be read first} */
    SortedMap<NodeId, Long> lacking() {
        return lacking;
    }

    /** Something was read, or a member has left. */
    void progress(Ring ring, Logs logs) {
        lacking.entrySet().removeIf(lack -> logs.known(lack.getKey()) >= lack.getValue());
        leaveOutNonMembers(ring);
        check();
    }

    void contribute(Collection<Head> heads) {
        heads.forEach(head -> contributions.merge(head.origin(), head.version(), Math::max));
    }

    List<Head> contributions() {
        return contributions.entrySet().stream()
                .map(entry -> new Head(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** A later round has begun: this one reports that it did not reach this node. */
    void replace() {
        replaced = true;
        missed(1);
        ready = true;
        lacking.clear();
        check();
    }

    /** {@return whether a later round ended it} */
    boolean replaced() {
        return replaced;
    }
}
