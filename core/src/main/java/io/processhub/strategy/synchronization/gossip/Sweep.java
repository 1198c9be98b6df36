package io.processhub.strategy.synchronization.gossip;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Head;
import io.processhub.registry.Logs;
import io.processhub.strategy.synchronization.Content;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** This node's part in one phase of a round: what it still has to read, and what its run has to contribute. */
final class Sweep extends Delegation {
    private static final int TRIES_MAX = 10;

    private final Content.Round round;
    private final Consumer<Sweep> onFinish;
    private final SortedMap<NodeId, Long> lacking = new TreeMap<>();
    private final SortedMap<NodeId, Long> contributions = new TreeMap<>();
    private final SortedMap<Integer, List<Head>> parts = new TreeMap<>();

    /** Null until it is known in full, or for ever when nobody needs it. */
    private @Nullable Checkpoint target;

    private boolean ready;
    private boolean partial;
    private boolean replaced;

    Sweep(Content.Round round, long end, long nanos, Consumer<Sweep> onFinish) {
        super(end, nanos);
        this.round = round;
        this.onFinish = onFinish;
    }

    Content.Round round() {
        return round;
    }

    @Override
    Content.Errand errand(long number, long end) {
        return new Content.Opening(number, end, round);
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

    /** The target is known in full: what is lacking is read first. */
    void aim(Checkpoint full, Ring ring, Logs logs) {
        target = full;
        ready = true;
        full.versions().forEach((origin, version) -> {
            if (logs.known(origin) < version) {
                lacking.put(origin, version);
            }
        });
        leaveOutStrangers(ring);
    }

    /** What is lacking of somebody who is no member here cannot be read. */
    private void leaveOutStrangers(Ring ring) {
        partial |= lacking.keySet().removeIf(origin -> !ring.contains(origin));
    }

    /** This node's members are others than the initiator's: it does not understand all of the target. */
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

    /** A part of the target came; returns the whole when it was the last one that was missing. */
    @Nullable
    Checkpoint collect(Content.Target part) {
        parts.put(part.part(), part.heads());
        if (parts.size() < part.parts()) {
            return null;
        }
        return Checkpoint.of(
                round.id(), parts.values().stream().flatMap(List::stream).toList());
    }

    /** {@return the logs that have to be read first} */
    SortedMap<NodeId, Long> lacking() {
        return lacking;
    }

    /** Something was read, or somebody is no member any more. */
    void progress(Ring ring, Logs logs) {
        lacking.entrySet().removeIf(lack -> logs.known(lack.getKey()) >= lack.getValue());
        leaveOutStrangers(ring);
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

    /** A later round has come: this one reports what it has, as one that did not get there. */
    void replace() {
        replaced = true;
        missed(1);
        ready = true;
        lacking.clear();
        check();
    }

    /** {@return whether it ended before this node had read as far as the target} */
    boolean replaced() {
        return replaced;
    }
}
