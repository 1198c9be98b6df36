package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.Resident.State;
import io.processhub.hook.HubEvent;
import io.processhub.move.Arrival;
import io.processhub.move.Departure;
import io.processhub.process.ProcessId;
import io.processhub.process.StopReason;
import io.processhub.registry.Instance;
import io.processhub.registry.Intent;
import io.processhub.replica.Replica;
import io.processhub.replica.Row;
import io.processhub.strategy.migration.MigrationStrategy.Terms;
import io.processhub.wire.Moving;
import io.processhub.wire.Packet;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The handovers that are under way here: those of which this node is the source, and those of which it is the target.
 * What is to be handed over where is for the {@link Reconciler} to say; how two nodes agree about one is written in
 * {@link Departure} and {@link Arrival}.
 */
final class Moves {
    private static final int DEPARTURES_MAX = 64;
    private static final Duration TICK = Duration.ofMillis(100);

    /** A source that says nothing for so long has given up, and that it said so was lost. */
    private static final Duration ARRIVAL_MAX = Duration.ofMinutes(2);

    private final Replica replica;
    private final Targets targets;
    private final Residents residents;
    private final int stateBytesMax;
    private final Turn turn;
    private final Map<ProcessId, Leaving> departures = new LinkedHashMap<>();
    private final ArrayDeque<ProcessId> queue = new ArrayDeque<>();
    private final Map<ProcessId, Arrival> arrivals = new LinkedHashMap<>();

    /** What has arrived here, until the source has stopped its copy. */
    private final Map<ProcessId, Arrival> arrived = new LinkedHashMap<>();

    private boolean mayTake;

    Moves(Replica replica, Targets targets, Residents residents, int stateBytesMax, Turn turn) {
        this.replica = replica;
        this.targets = targets;
        this.residents = residents;
        this.stateBytesMax = stateBytesMax;
        this.turn = turn;
    }

    /**
     * Whether this node may take processes over. One that has not met all members yet may not: they would not hear that
     * the process is here.
     */
    void mayTake(boolean joined) {
        mayTake = joined;
    }

    /** {@return whether a source still counts on this node to say what became of a move} */
    boolean owesAnswers() {
        return !arrived.isEmpty();
    }

    private long now() {
        return turn.agenda().nanos();
    }

    // ---- both

    /** Whatever became of a process may end a move of it. */
    void look(Row row, List<NodeId> owners) {
        Leaving leaving = departures.get(row.id());
        if (leaving != null) {
            leaving.look(owners);
        }
        arrived.computeIfPresent(row.id(), (id, arrival) -> hasStopped(row, arrival) ? null : arrival);
        Arrival arrival = arrivals.get(row.id());
        if (arrival != null && !arrival.starting() && !owners.contains(replica.self())) {
            arrivals.remove(row.id());
        }
    }

    void lost(NodeId node) {
        List.copyOf(departures.values()).forEach(leaving -> leaving.lost(node));
        arrivals.values().removeIf(arrival -> arrival.source().equals(node) && !arrival.starting());
        arrived.values().removeIf(arrival -> arrival.source().equals(node));
    }

    void heard(NodeId from, Packet.Move move) {
        switch (move.moving()) {
            case Moving.ByTarget saying -> {
                Leaving leaving = departures.get(move.id());
                if (leaving != null && leaving.target.equals(from) && leaving.attempt == move.attempt()) {
                    leaving.departure.heard(saying, now());
                }
            }
            case Moving.BySource saying -> heard(from, move, saying);
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

    boolean departing(ProcessId id) {
        return departures.containsKey(id);
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

        private void look(List<NodeId> owners) {
            if (residents.find(id()) != resident || !resident.is(State.RUNNING, epoch)) {
                departure.sourceGone();
                end();
            } else if (!owners.contains(target) || owners.contains(replica.self())) {
                departure.called(now());
            }
        }

        private void lost(NodeId node) {
            if (target.equals(node)) {
                departure.targetLost();
            }
        }

        private void end() {
            departures.remove(id());
            ProcessId next = queue.poll();
            if (next != null) {
                replica.touch(next);
            }
        }

        @Override
        public void offer() {
            say(new Moving.Offer(resident.intent(), epoch, terms.confirmation()));
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

    // ---- the target

    private void heard(NodeId from, Packet.Move move, Moving.BySource saying) {
        Arrival done = arrived.get(move.id());
        if (done != null && done.belongsTo(from, move.attempt())) {
            if (saying instanceof Moving.Withdraw && !stillRuns(done)) {
                arrived.remove(move.id());
                refuse(done, "it ran, and ended");
            } else {
                say(done, new Moving.Arrived());
            }
            return;
        }
        switch (saying) {
            case Moving.Offer offer -> offered(from, move.attempt(), offer);
            case Moving.Part part -> took(from, move, part);
            case Moving.Withdraw withdraw -> withdrawn(from, move);
        }
    }

    /** Whether what arrived runs on: here, or where it has moved since. */
    private boolean stillRuns(Arrival arrival) {
        Row row = replica.row(arrival.id());
        return residents.find(arrival.id()) != null || (row != null && laterElsewhere(row, arrival));
    }

    private static boolean laterElsewhere(Row row, Arrival arrival) {
        return row.hosts().stream()
                .filter(host -> !host.equals(arrival.source()))
                .map(row::instanceOn)
                .anyMatch(copy -> copy != null && copy.epoch() > arrival.offer().epoch());
    }

    private static boolean hasStopped(Row row, Arrival arrival) {
        Instance copy = row.instanceOn(arrival.source());
        return copy == null || copy.epoch() != arrival.offer().epoch();
    }

    private void say(Arrival arrival, Moving.ByTarget saying) {
        turn.outbox().post(arrival.source(), new Packet.Move(arrival.id(), arrival.attempt(), saying));
    }

    private void refuse(Arrival arrival, String reason) {
        say(arrival, new Moving.Refused(reason));
    }

    private void refuse(NodeId source, Packet.Move move, String reason) {
        turn.outbox().post(source, new Packet.Move(move.id(), move.attempt(), new Moving.Refused(reason)));
    }

    /** What cannot be taken now is not refused: the source asks again soon, and has not stopped anything yet. */
    private void offered(NodeId from, long attempt, Moving.Offer offer) {
        residents.accept(offer.intent());
        turn.hear(offer.epoch());
        Arrival known = arrivals.get(offer.intent().id());
        if (known != null && known.belongsTo(from, attempt)) {
            if (!known.starting()) {
                say(known, new Moving.Ready(known.ticket()));
            }
            return;
        }
        var arrival = new Arrival(from, attempt, turn.stamp(), offer);
        if (arrival.mayReplace(known) && mayTake(arrival)) {
            arrivals.put(arrival.id(), arrival);
            turn.agenda().in(ARRIVAL_MAX, () -> expire(arrival));
            say(arrival, new Moving.Ready(arrival.ticket()));
        }
    }

    private boolean mayTake(Arrival arrival) {
        Row row = replica.row(arrival.id());
        Intent intent = row == null ? null : row.intent();
        return mayTake
                && row != null
                && intent != null
                && intent.runs()
                && arrival.fits(intent)
                && residents.find(arrival.id()) == null
                && targets.owners(row).contains(replica.self())
                && !laterElsewhere(row, arrival);
    }

    private void expire(Arrival arrival) {
        if (!arrival.starting()) {
            arrivals.remove(arrival.id(), arrival);
        }
    }

    private void took(NodeId from, Packet.Move move, Moving.Part part) {
        Arrival arrival = arrivals.get(move.id());
        if (arrival == null || !arrival.expects(from, move.attempt(), part)) {
            refuse(from, move, "it is not expected");
        } else if (part.total() > stateBytesMax) {
            arrivals.remove(move.id());
            refuse(arrival, "its state has " + part.total() + " bytes; allowed are " + stateBytesMax);
        } else if (!arrival.starting()) {
            say(arrival, arrival.take(part));
            if (arrival.complete()) {
                start(arrival);
            }
        }
    }

    private void start(Arrival arrival) {
        if (mayTake(arrival)) {
            Row row = Objects.requireNonNull(replica.row(arrival.id()));
            residents.arrive(
                    Objects.requireNonNull(row.intent()),
                    targets.role(row, targets.owners(row), replica.self()),
                    arrival.state(),
                    arrival.offer().required());
        } else {
            arrivals.remove(arrival.id());
            refuse(arrival, "it is not to run here any more");
        }
    }

    private void withdrawn(NodeId from, Packet.Move move) {
        Arrival arrival = arrivals.get(move.id());
        if (arrival == null || !arrival.belongsTo(from, move.attempt())) {
            refuse(from, move, "it is not under way");
        } else if (arrival.starting()) {
            Resident resident = residents.find(move.id());
            if (resident != null) {
                residents.stop(resident, StopReason.SUPERSEDED);
            }
        } else {
            arrivals.remove(move.id());
            refuse(arrival, "withdrawn");
        }
    }

    private @Nullable Arrival starting(ProcessId id) {
        Arrival arrival = arrivals.get(id);
        return arrival != null && arrival.starting() ? arrival : null;
    }

    void started(ProcessId id, long epoch) {
        residents.started(id, epoch);
        Arrival arrival = starting(id);
        Resident resident = residents.find(id);
        if (arrival != null && resident != null && resident.is(State.RUNNING, epoch)) {
            arrivals.remove(id);
            arrived.put(id, arrival);
            say(arrival, new Moving.Arrived());
        }
    }

    /** What cannot start with what it was given is not started without it: the source goes on. */
    void failed(ProcessId id, long epoch, String error) {
        Arrival arrival = starting(id);
        Resident resident = residents.find(id);
        if (arrival != null && resident != null && resident.is(State.STARTING, epoch)) {
            arrivals.remove(id);
            residents.dismiss(resident);
            refuse(arrival, error);
        } else {
            residents.failed(id, epoch, error);
        }
    }

    void stopped(ProcessId id, long epoch) {
        residents.stopped(id, epoch);
        Arrival arrival = starting(id);
        if (arrival != null && residents.find(id) == null) {
            arrivals.remove(id);
            refuse(arrival, "withdrawn");
        }
    }
}
