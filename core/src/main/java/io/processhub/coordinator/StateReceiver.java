package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.handover.IncomingHandover;
import io.processhub.handover.IncomingHandover.Attempt;
import io.processhub.registry.Instance;
import io.processhub.replication.ProcessRecord;
import io.processhub.spec.ProcessId;
import io.processhub.wire.Packet;
import io.processhub.wire.Packet.HandoverMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The target's half of one kind of handover, moves or merges: at most one at a time for each process. Collects the
 * parts of the state, gives up on a source that has fallen silent, and remembers what has succeeded for as long as the
 * source may ask. A state that is complete is used by {@link IncomingMoves} or {@link IncomingMerges}.
 *
 * @param <H> moves or merges
 */
final class StateReceiver<H extends IncomingHandover> {

    /** A source that sends nothing for so long has given up, and its last message was lost. */
    static final Duration SILENCE_MAX = Duration.ofMinutes(2);

    private final HubState state;
    private final Limits limits;
    private final HubContext context;
    private final Map<ProcessId, H> underWay = new LinkedHashMap<>();
    private final Past<H> past = new Past<>();

    /**
     * The bounds of a handover.
     *
     * @param silenceMax how long no new part may arrive
     * @param stateBytesMax how long a state may be, in bytes
     */
    record Limits(Duration silenceMax, int stateBytesMax) {}

    StateReceiver(HubState state, Limits limits, HubContext context) {
        this.state = state;
        this.limits = limits;
        this.context = context;
    }

    /** {@return the handover of a process that is under way; {@code null} for none} */
    @Nullable
    H find(ProcessId id) {
        return underWay.get(id);
    }

    /** {@return the handover that is under way for an attempt; {@code null} for none} */
    @Nullable
    H find(Attempt attempt) {
        H handover = underWay.get(attempt.id());
        return handover != null && handover.is(attempt) ? handover : null;
    }

    /** {@return the handover for an attempt that has succeeded; {@code null} for none} */
    @Nullable
    H succeeded(Attempt attempt) {
        return past.find(attempt);
    }

    /** {@return whether a source still depends on this node to say what became of a handover} */
    boolean owesAnswers() {
        return past.any();
    }

    /** Begins a handover, instead of another one of the same process. */
    void expect(H handover) {
        underWay.put(handover.id(), handover);
        expireLater(handover);
        ready(handover);
    }

    /** Asks the source for the state; a state that is complete is in use, and is not asked for again. */
    void ready(H handover) {
        if (!handover.complete()) {
            answer(handover, new HandoverMessage.Ready(handover.ticket()));
        }
    }

    private void expireLater(H handover) {
        int received = handover.received();
        context.later(limits.silenceMax(), () -> {
            if (underWay.get(handover.id()) != handover || handover.complete()) {
                return;
            }
            if (handover.received() > received) {
                expireLater(handover);
            } else {
                drop(handover);
            }
        });
    }

    /**
     * Takes a part, and passes the handover on when that was the last one; false for a part that it does not expect.
     */
    boolean take(Attempt attempt, HandoverMessage.Part part, Consumer<H> whenComplete) {
        H handover = find(attempt);
        if (handover == null || handover.ticket() != part.ticket()) {
            return false;
        }
        if (part.total() > limits.stateBytesMax()) {
            String excess = "its state has " + part.total() + " bytes; allowed are " + limits.stateBytesMax();
            refuse(handover, excess);
        } else if (!handover.complete()) {
            answer(handover, handover.take(part));
            if (handover.complete()) {
                whenComplete.accept(handover);
            }
        }
        return true;
    }

    /** Ends a handover that has succeeded. */
    void succeed(H handover) {
        remove(handover);
        past.add(handover);
        context.later(SILENCE_MAX, () -> forget(handover));
    }

    /** Forgets a handover that has succeeded. */
    void forget(H handover) {
        past.forget(handover.id(), handover::equals);
    }

    /** Forgets the handovers whose source has ended its copy: it does not ask any more. */
    void forgetEnded(ProcessRecord record) {
        if (past.empty()) {
            return; // as nearly always when something about a process changes
        }
        past.forget(record.id(), handover -> {
            Instance copy = record.instanceOn(handover.source());
            return handover.sourceEnded(copy == null ? null : copy.epoch());
        });
    }

    /** Ends a handover without an answer; its process is for others to decide about. */
    void remove(H handover) {
        underWay.remove(handover.id());
    }

    /** Ends a handover that has failed, and lets the reconciler decide about the process. */
    private void drop(H handover) {
        remove(handover);
        state.enqueue(handover.id());
    }

    /** Ends a handover that has failed, and tells the source why. */
    void refuse(H handover, String reason) {
        drop(handover);
        answer(handover, new HandoverMessage.Refused(reason));
    }

    /** Drops what cannot become complete any more, and what is not asked about any more. */
    void lost(NodeId node) {
        List.copyOf(underWay.values()).stream()
                .filter(handover -> handover.source().equals(node) && !handover.complete())
                .forEach(this::drop);
        past.forget(node);
    }

    void answer(H handover, HandoverMessage.FromTarget message) {
        context.send(handover.source(), new Packet.Handover(handover.id(), handover.attempt(), message));
    }

    /**
     * The incoming handovers that have succeeded, for as long as the source may ask about them. One process has more
     * than one only where several copies were merged. Confined to the hub's thread.
     *
     * @param <H> moves or merges
     */
    private static final class Past<H extends IncomingHandover> {
        private final Map<ProcessId, List<H>> all = new LinkedHashMap<>();

        /** {@return whether there is one that a source may ask about} */
        boolean any() {
            return !all.isEmpty();
        }

        void add(H handover) {
            all.computeIfAbsent(handover.id(), id -> new ArrayList<>(1)).add(handover);
        }

        /** {@return the handover of an attempt; {@code null} when it is not remembered} */
        @Nullable
        H find(Attempt attempt) {
            for (H handover : all.getOrDefault(attempt.id(), List.of())) {
                if (handover.is(attempt)) {
                    return handover;
                }
            }
            return null;
        }

        boolean empty() {
            return all.isEmpty();
        }

        /** Forgets some of one process. */
        void forget(ProcessId id, Predicate<? super H> which) {
            all.computeIfPresent(id, (same, some) -> some.removeIf(which) && some.isEmpty() ? null : some);
        }

        /** Forgets the handovers of a node, which does not ask any more. */
        void forget(NodeId source) {
            all.values().removeIf(some -> {
                some.removeIf(handover -> handover.source().equals(source));
                return some.isEmpty();
            });
        }
    }
}
