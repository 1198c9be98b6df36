package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.Resident.State;
import io.processhub.hook.HubEvent;
import io.processhub.move.Departure;
import io.processhub.process.ProcessId;
import io.processhub.process.Role;
import io.processhub.replica.Replica;
import io.processhub.replica.Row;
import io.processhub.strategy.migration.MigrationStrategy.Terms;
import io.processhub.wire.Moving;
import io.processhub.wire.Packet;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The handovers that are under way here: those of which this node is the source, and, in {@link Arrivals}, those of
 * which it is the target. What is to be handed over where is for the {@link Reconciler} to say; how two nodes agree
 * about one is written in {@link Departure} and {@link io.processhub.move.Arrival}.
 */
final class Moves {
    private static final int DEPARTURES_MAX = 64;
    private static final Duration TICK = Duration.ofMillis(100);

    private final Replica replica;
    private final Residents residents;
    private final Arrivals arrivals;
    private final Turn turn;
    private final Map<ProcessId, Leaving> departures = new LinkedHashMap<>();
    /** What waits for its turn, none twice. */
    private final TreeSet<ProcessId> queue = new TreeSet<>();

    Moves(Replica replica, Residents residents, Arrivals arrivals, Turn turn) {
        this.replica = replica;
        this.residents = residents;
        this.arrivals = arrivals;
        this.turn = turn;
    }

    private long now() {
        return turn.agenda().nanos();
    }

    /** {@return those of which this node is the target} */
    Arrivals arrivals() {
        return arrivals;
    }

    // ---- both

    /** Whatever became of a process may end a move of it. */
    void look(Row row, List<NodeId> owners) {
        Leaving leaving = departures.get(row.id());
        if (leaving != null) {
            leaving.look(row, owners);
        }
        arrivals.look(row, owners);
    }

    void lost(NodeId node) {
        List.copyOf(departures.values()).forEach(leaving -> leaving.lost(node));
        arrivals.lost(node);
    }

    void heard(NodeId from, Packet.Move move) {
        switch (move.moving()) {
            case Moving.ByTarget saying -> {
                Leaving leaving = departures.get(move.id());
                if (leaving != null && leaving.target.equals(from) && leaving.attempt == move.attempt()) {
                    leaving.departure.heard(saying, now());
                    replica.touch(move.id()); // it may have arrived, and be free to take up another role
                }
            }
            case Moving.BySource saying -> arrivals.heard(from, move, saying);
        }
    }

    // ---- the source

    /** Hands a process over, or lets it wait for its turn. */
    void begin(Resident resident, NodeId target, Terms terms) {
        if (departures.size() >= DEPARTURES_MAX) {
            queue.add(resident.id());
        } else {
            resident.asked(now());
            var leaving = new Leaving(resident, target, terms);
            departures.put(resident.id(), leaving);
            leaving.departure.begin(now());
            leaving.tickLater();
        }
    }

    /** {@return what has waited for its turn and is to be looked at; {@code null} when nothing has, or all are busy} */
    @Nullable
    ProcessId next() {
        return departures.size() < DEPARTURES_MAX ? queue.pollFirst() : null;
    }

    boolean departing(ProcessId id) {
        return departures.containsKey(id);
    }

    boolean departing(ProcessId id, NodeId target) {
        Leaving leaving = departures.get(id);
        return leaving != null && leaving.target.equals(target);
    }

    /** Whether a process is being handed over, and may still come back or may not have arrived. */
    boolean undecided(ProcessId id) {
        Leaving leaving = departures.get(id);
        return leaving != null && leaving.departure.phase() != Departure.Phase.ARRIVED;
    }

    /** Whether what the copy here has handed over runs elsewhere: the copy is of no use any more. */
    boolean movedOn(Row row) {
        Leaving leaving = departures.get(row.id());
        return leaving != null
                && leaving.departure.phase() == Departure.Phase.ARRIVED
                && row.instanceOn(leaving.target) != null;
    }

    void held(ProcessId id, long attempt, byte @Nullable [] state) {
        Leaving leaving = departures.get(id);
        if (leaving != null && leaving.attempt == attempt) {
            leaving.departure.held(state, now());
        }
    }

    void holdFailed(ProcessId id, long attempt, String error) {
        Leaving leaving = departures.get(id);
        if (leaving != null && leaving.attempt == attempt) {
            leaving.departure.holdFailed(error, now());
        }
    }

    /** One process on its way to another node. */
    private final class Leaving implements Departure.Port {
        private final Resident resident;
        private final long epoch;
        private final NodeId target;
        private final Terms terms;
        private final long attempt = turn.stamp();
        private final Departure departure;

        Leaving(Resident resident, NodeId target, Terms terms) {
            this.resident = resident;
            this.epoch = resident.epoch();
            this.target = target;
            this.terms = terms;
            this.departure = new Departure(terms, this);
        }

        private ProcessId id() {
            return resident.id();
        }

        private boolean underWay() {
            return departures.get(id()) == this;
        }

        private void tickLater() {
            turn.agenda().in(TICK, () -> {
                if (underWay()) {
                    departure.tick(now());
                    tickLater();
                }
            });
        }

        private void look(Row row, List<NodeId> owners) {
            if (residents.find(id()) != resident || !resident.is(State.RUNNING, epoch)) {
                departure.sourceGone();
                end();
            } else if (!owners.contains(target) || owners.contains(replica.self()) || taken(row)) {
                departure.called(now());
            }
        }

        /** The target runs a copy that it has not from here. */
        private boolean taken(Row row) {
            return departure.phase() == Departure.Phase.OFFERED && row.instanceOn(target) != null;
        }

        private void lost(NodeId node) {
            if (target.equals(node)) {
                departure.targetLost();
            }
        }

        private void end() {
            departures.remove(id());
        }

        @Override
        public void offer() {
            long activeSince = resident.role() == Role.ACTIVE ? resident.term() : 0;
            say(new Moving.Offer(resident.intent(), epoch, activeSince, terms.confirmation()));
        }

        @Override
        public void say(Moving.BySource saying) {
            turn.outbox().post(target, new Packet.Move(id(), attempt, saying));
        }

        @Override
        public void hold() {
            turn.outbox().add(new Effect.Hold(id(), epoch, attempt, terms.state()));
        }

        @Override
        public void resume() {
            turn.outbox().add(new Effect.Resume(id(), epoch));
        }

        @Override
        public void failed(Departure.End why, String reason) {
            end();
            if (why == Departure.End.INTERRUPTED) {
                resident.settled();
            }
            turn.outbox().add(new Effect.Tell(new HubEvent.MoveFailed(turn.now(), id(), target, reason)));
            replica.touch(id());
        }
    }
}
