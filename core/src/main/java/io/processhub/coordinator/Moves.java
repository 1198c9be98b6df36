package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.Resident.State;
import io.processhub.hook.HubEvent;
import io.processhub.move.Departure;
import io.processhub.process.Location;
import io.processhub.process.ProcessId;
import io.processhub.process.Role;
import io.processhub.process.StopReason;
import io.processhub.registry.Instance;
import io.processhub.registry.Registration.Hosted;
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
 * which it is the target; and in the same way the states of copies that yield to others. What is to be handed over
 * where is for the {@link Reconciler} to say; how two nodes agree about one is written in {@link Departure} and
 * {@link io.processhub.move.Arrival}.
 */
final class Moves {
    private static final int DEPARTURES_MAX = 64;
    private static final Duration TICK = Duration.ofMillis(100);

    /** How often a copy is asked for its state in favour of a later one; then it stops without telling it. */
    private static final int TELLINGS_MAX = 3;

    private static final Duration YIELD_AGAIN = Duration.ofSeconds(2);

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
            case Moving.Yield yield when departures.containsKey(move.id()) -> {} // asks again; it may be elsewhere then
            case Moving.BySource saying -> arrivals.heard(from, move, saying);
        }
    }

    // ---- the source

    /** Hands a process over, or lets it wait for its turn. */
    void begin(Resident resident, NodeId target, Terms terms) {
        if (takesTurn(resident.id())) {
            resident.asked(now());
            new Offering(resident, target, terms).begin();
        }
    }

    /** Hands the state of a copy to a later one, or lets it wait for its turn, and then stops it. */
    void yieldTo(Resident resident, Hosted later, Terms terms) {
        Leaving leaving = departures.get(resident.id());
        Duration pause = resident.tellings() == 0 ? Duration.ZERO : YIELD_AGAIN.minus(sinceTold(resident));
        if (leaving instanceof Offering && leaving.departure.phase() == Departure.Phase.ARRIVED) {
            residents.stop(resident, StopReason.MOVED); // and what took its place was replaced meanwhile
        } else if (leaving instanceof Offering) {
            leaving.departure.called(now());
        } else if (leaving == null && pause.isPositive()) {
            turn.agenda().in(pause, () -> replica.touch(resident.id()));
        } else if (leaving == null && !arrivals.merging(resident.id()) && takesTurn(resident.id())) {
            new Yielding(resident, later, terms).begin();
        }
    }

    private Duration sinceTold(Resident resident) {
        return turn.agenda().since(resident.toldAt());
    }

    private boolean takesTurn(ProcessId id) {
        boolean free = departures.size() < DEPARTURES_MAX;
        if (!free) {
            queue.add(id);
        }
        return free;
    }

    /** {@return what has waited for its turn and is to be looked at; {@code null} when nothing has, or all are busy} */
    @Nullable
    ProcessId next() {
        return departures.size() < DEPARTURES_MAX ? queue.pollFirst() : null;
    }

    boolean departing(ProcessId id) {
        return departures.containsKey(id);
    }

    /** Calls off what is offered to a node that has begun by itself, or has taken over another copy. */
    void reconsider(Row row) {
        Leaving leaving = departures.get(row.id());
        if (leaving != null
                && leaving.departure.phase() == Departure.Phase.OFFERED
                && row.instanceOn(leaving.target) != null) {
            leaving.departure.called(now());
        }
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

    /** What is on its way to another node: a process, or only its state. */
    private abstract class Leaving implements Departure.Port {
        final Resident resident;
        final long epoch;
        final NodeId target;
        final Terms terms;
        final long attempt = turn.stamp();
        final Departure departure;

        Leaving(Resident resident, NodeId target, Terms terms) {
            this.resident = resident;
            this.epoch = resident.epoch();
            this.target = target;
            this.terms = terms;
            this.departure = new Departure(terms, this);
        }

        /** Whether there is nothing to do for it any more. */
        abstract boolean pointless(Row row, List<NodeId> owners);

        final ProcessId id() {
            return resident.id();
        }

        final void begin() {
            departures.put(id(), this);
            departure.begin(now());
            tickLater();
        }

        private void tickLater() {
            turn.agenda().in(TICK, () -> {
                if (departures.get(id()) == this) {
                    departure.tick(now());
                    tickLater();
                }
            });
        }

        final void look(Row row, List<NodeId> owners) {
            if (residents.find(id()) != resident || !resident.is(State.RUNNING, epoch)) {
                departure.sourceGone();
                end();
            } else if (pointless(row, owners)) {
                departure.called(now());
            }
        }

        final void lost(NodeId node) {
            if (target.equals(node)) {
                departure.targetLost();
            }
        }

        final void end() {
            departures.remove(id());
        }

        @Override
        public final void say(Moving.BySource saying) {
            turn.outbox().post(target, new Packet.Move(id(), attempt, saying));
        }

        @Override
        public void hold() {
            turn.outbox().add(new Effect.Hold(id(), epoch, attempt, terms.state()));
        }

        @Override
        public final void resume() {
            turn.outbox().add(new Effect.Resume(id(), epoch));
        }
    }

    /** A process on its way to another node. */
    private final class Offering extends Leaving {
        Offering(Resident resident, NodeId target, Terms terms) {
            super(resident, target, terms);
        }

        @Override
        boolean pointless(Row row, List<NodeId> owners) {
            return !owners.contains(target) || owners.contains(replica.self());
        }

        @Override
        public void offer() {
            long activeSince = resident.role() == Role.ACTIVE ? resident.term() : 0;
            List<Long> lineage = resident.lineage().states();
            say(new Moving.Offer(resident.intent(), epoch, activeSince, terms.confirmation(), lineage));
        }

        /** The registry here will show it. */
        @Override
        public void arrived() {}

        @Override
        public void settled() {
            resume();
            failed(Departure.End.REFUSED, "the target takes it for another copy of what runs there");
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

    /** A state on its way to a later copy. The copy here is not stopped before that node has said that it goes on. */
    private final class Yielding extends Leaving {
        private final long into;
        private final boolean state;

        Yielding(Resident resident, Hosted later, Terms terms) {
            super(resident, later.node(), terms);
            this.into = later.instance().epoch();
            this.state = resident.merges() && resident.tellings() < TELLINGS_MAX;
        }

        @Override
        boolean pointless(Row row, List<NodeId> owners) {
            Instance later = row.instanceOn(target);
            return later == null || later.epoch() != into;
        }

        @Override
        public void offer() {
            say(new Moving.Yield(epoch, into, state, resident.lineage().states()));
        }

        @Override
        public void hold() {
            resident.told(now());
            super.hold();
        }

        @Override
        public void arrived() {
            concede(true);
        }

        @Override
        public void settled() {
            concede(false);
        }

        private void concede(boolean merged) {
            end();
            var winner = new Location(target, into);
            var loser = new Location(replica.self(), epoch);
            turn.outbox().add(new Effect.Tell(new HubEvent.ConflictResolved(turn.now(), id(), winner, loser, merged)));
            residents.stop(resident, StopReason.SUPERSEDED);
        }

        /** It is tried again while there is a later copy. */
        @Override
        public void failed(Departure.End why, String reason) {
            end();
            replica.touch(id());
        }
    }
}
