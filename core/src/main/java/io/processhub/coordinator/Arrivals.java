package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.Resident.State;
import io.processhub.move.Arrival;
import io.processhub.placement.Targets;
import io.processhub.process.ProcessId;
import io.processhub.process.Role;
import io.processhub.process.StopReason;
import io.processhub.registry.Instance;
import io.processhub.registry.Intent;
import io.processhub.replica.Replica;
import io.processhub.replica.Row;
import io.processhub.wire.Moving;
import io.processhub.wire.Packet;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The handovers of which this node is the target, from the offer until the source has stopped its copy. How one takes
 * its way is written in {@link Arrival}.
 */
final class Arrivals {
    /** A source that sends nothing for so long has given up, and that it said so was lost. */
    private static final Duration ARRIVAL_MAX = Duration.ofMinutes(2);

    private final Replica replica;
    private final Targets targets;
    private final Residents residents;
    private final int stateBytesMax;
    private final Turn turn;
    private final Map<ProcessId, Arrival> arrivals = new LinkedHashMap<>();

    /** What has arrived here, until the source has stopped its copy. */
    private final Map<ProcessId, Arrival> arrived = new LinkedHashMap<>();

    private boolean mayTake;

    Arrivals(Replica replica, Targets targets, Residents residents, int stateBytesMax, Turn turn) {
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

    /** Whatever became of a process may end its arrival. */
    void look(Row row, List<NodeId> owners) {
        arrived.computeIfPresent(row.id(), (id, arrival) -> sourceEnded(row, arrival) ? null : arrival);
        Arrival arrival = arrivals.get(row.id());
        if (arrival != null && !arrival.starting() && !owners.contains(replica.self())) {
            arrivals.remove(row.id());
        }
    }

    void lost(NodeId node) {
        List.copyOf(arrivals.values()).stream()
                .filter(arrival -> arrival.source().equals(node) && !arrival.starting())
                .forEach(this::drop);
        arrived.values().removeIf(arrival -> arrival.source().equals(node));
    }

    void heard(NodeId from, Packet.Move move, Moving.BySource saying) {
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

    /** Of several copies none takes the place of another one. */
    private boolean laterElsewhere(Row row, Arrival arrival) {
        return targets.single()
                && row.hosts().stream()
                .filter(host -> !host.equals(arrival.source()))
                .map(row::instanceOn)
                .anyMatch(copy -> copy != null && copy.epoch() > arrival.offer().epoch());
    }

    private static boolean sourceEnded(Row row, Arrival arrival) {
        Instance copy = row.instanceOn(arrival.source());
        return arrival.sourceEnded(copy == null ? null : copy.epoch());
    }

    /** {@return whether a process is about to arrive here, and is not to be started otherwise} */
    boolean arriving(ProcessId id) {
        return arrivals.containsKey(id);
    }

    /** It does not arrive after all, so it is for the reconciler to say what becomes of it. */
    private void drop(Arrival arrival) {
        arrivals.remove(arrival.id());
        replica.touch(arrival.id());
    }

    private void say(Arrival arrival, Moving.ByTarget saying) {
        turn.outbox().post(arrival.source(), new Packet.Move(arrival.id(), arrival.attempt(), saying));
    }

    /** Answers what belongs to no arrival. */
    private void answer(NodeId source, Packet.Move move, Moving.ByTarget saying) {
        turn.outbox().post(source, new Packet.Move(move.id(), move.attempt(), saying));
    }

    private void refuse(Arrival arrival, String reason) {
        say(arrival, new Moving.Refused(reason));
    }

    /** What cannot be taken now is not refused: the source asks again soon, and has not stopped anything yet. */
    private void offered(NodeId from, long attempt, Moving.Offer offer) {
        residents.accept(offer.intent());
        turn.hear(Math.max(offer.epoch(), offer.activeSince()));
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
            expireLater(arrival);
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

    private void expireLater(Arrival arrival) {
        int received = arrival.received();
        turn.agenda().in(ARRIVAL_MAX, () -> {
            if (arrivals.get(arrival.id()) != arrival || arrival.starting()) {
                arrived.remove(arrival.id(), arrival);
            } else if (arrival.received() > received) {
                expireLater(arrival);
            } else {
                drop(arrival);
            }
        });
    }

    private void took(NodeId from, Packet.Move move, Moving.Part part) {
        Arrival arrival = arrivals.get(move.id());
        if (arrival == null || !arrival.expects(from, move.attempt(), part)) {
            answer(from, move, new Moving.Refused("it is not expected"));
        } else if (part.total() > stateBytesMax) {
            drop(arrival);
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
                    role(row, arrival),
                    arrival.handOut(),
                    arrival.offer().required());
        } else {
            drop(arrival);
            refuse(arrival, "it is not to run here any more");
        }
    }

    /** Who has the state of the active copy becomes the active one, unless another one has become so meanwhile. */
    private Role role(Row row, Arrival arrival) {
        return arrival.leads(row.termMax())
                ? Role.ACTIVE
                : targets.role(row, targets.owners(row), replica.self());
    }

    private void withdrawn(NodeId from, Packet.Move move) {
        Arrival arrival = arrivals.get(move.id());
        if (arrival == null || !arrival.belongsTo(from, move.attempt())) {
            answerLate(from, move);
        } else if (arrival.starting()) {
            Resident resident = residents.find(move.id());
            if (resident != null) {
                residents.stop(resident, StopReason.SUPERSEDED);
            }
        } else {
            drop(arrival);
            refuse(arrival, "withdrawn");
        }
    }

    /** What runs here although its arrival is forgotten must not be taken back; of several copies it may be another. */
    private void answerLate(NodeId from, Packet.Move move) {
        Resident here = residents.find(move.id());
        boolean runs = targets.single() && here != null && here.state() == State.RUNNING;
        answer(from, move, runs ? new Moving.Arrived() : new Moving.Refused("it is not under way"));
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
            expireLater(arrival);
            turn.outbox().add(new Effect.Resume(id, epoch));
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
