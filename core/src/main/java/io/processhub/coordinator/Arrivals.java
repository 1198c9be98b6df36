package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.Resident.State;
import io.processhub.hook.HubEvent;
import io.processhub.move.Arrival;
import io.processhub.move.PastArrivals;
import io.processhub.placement.Targets;
import io.processhub.process.Location;
import io.processhub.process.ProcessId;
import io.processhub.process.Role;
import io.processhub.process.StopReason;
import io.processhub.registry.Instance;
import io.processhub.registry.Intent;
import io.processhub.replica.Replica;
import io.processhub.replica.Row;
import io.processhub.strategy.migration.MigrationStrategy;
import io.processhub.wire.Moving;
import io.processhub.wire.Packet;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The handovers of which this node is the target, from the offer until the source has stopped its copy; and the states
 * that are merged into copies here. How one takes its way is written in {@link Arrival}.
 */
final class Arrivals {
    /** A source that sends nothing for so long has given up, and that it said so was lost. */
    private static final Duration ARRIVAL_MAX = Duration.ofMinutes(2);

    private final Replica replica;
    private final Targets targets;
    private final Residents residents;
    private final MigrationStrategy migration;
    private final Turn turn;
    private final Map<ProcessId, Arrival> arrivals = new LinkedHashMap<>();

    /** What has arrived here, until the source has stopped its copy. */
    private final PastArrivals arrived = new PastArrivals();

    private boolean mayTake;

    Arrivals(Replica replica, Targets targets, Residents residents, MigrationStrategy migration, Turn turn) {
        this.replica = replica;
        this.targets = targets;
        this.residents = residents;
        this.migration = migration;
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
        return arrived.any();
    }

    /** Whatever became of a process may end its arrival. */
    void look(Row row, List<NodeId> owners) {
        arrived.forget(row.id(), arrival -> sourceEnded(row, arrival));
        Arrival arrival = arrivals.get(row.id());
        if (arrival == null) {
            return;
        }
        if (arrival.yields()) {
            if (winner(arrival) == null) {
                arrivals.remove(row.id());
                refuse(arrival, "the later copy has ended");
            }
        } else if (!arrival.starting() && !owners.contains(replica.self())) {
            arrivals.remove(row.id());
        }
    }

    /** The instance here to which a source yields; {@code null} when it is another one by now, or none. */
    private @Nullable Resident winner(Arrival arrival) {
        Resident resident = residents.find(arrival.id());
        boolean runs = resident != null && resident.state() == State.RUNNING && arrival.yieldsTo(resident.epoch());
        return runs ? resident : null;
    }

    void lost(NodeId node) {
        List.copyOf(arrivals.values()).stream()
                .filter(arrival -> arrival.source().equals(node) && !arrival.starting())
                .forEach(this::drop);
        arrived.forget(node);
    }

    void heard(NodeId from, Packet.Move move, Moving.BySource saying) {
        Arrival done = arrived.find(move.id(), from, move.attempt());
        if (done != null) {
            answerDone(done, saying);
            return;
        }
        switch (saying) {
            case Moving.Offer offer -> offered(from, move.attempt(), offer);
            case Moving.Yield yield ->
                yielded(new Arrival(move.id(), from, move.attempt(), turn.stamp(), yield), yield);
            case Moving.Part part -> took(from, move, part);
            case Moving.Withdraw withdraw -> withdrawn(from, move);
        }
    }

    private void answerDone(Arrival done, Moving.BySource saying) {
        if (done.yields()) {
            say(done, done.merged() ? new Moving.Arrived() : new Moving.Settled());
        } else if (saying instanceof Moving.Withdraw && !stillRuns(done)) {
            arrived.forget(done.id(), done::equals);
            refuse(done, "it ran, and ended");
        } else {
            say(done, new Moving.Arrived());
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
                && row.latestBut(arrival.source()) > arrival.opening().epoch();
    }

    private static boolean sourceEnded(Row row, Arrival arrival) {
        Instance copy = row.instanceOn(arrival.source());
        return arrival.sourceEnded(copy == null ? null : copy.epoch());
    }

    /** {@return whether a process is about to arrive here, and is not to be started otherwise} */
    boolean arriving(ProcessId id) {
        Arrival arrival = arrivals.get(id);
        return arrival != null && !arrival.yields();
    }

    /** {@return whether a copy here, which must not move meanwhile, is about to get the state of another one} */
    boolean merging(ProcessId id) {
        Arrival arrival = arrivals.get(id);
        return arrival != null && arrival.yields();
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
        var arrival = new Arrival(offer.intent().id(), from, attempt, turn.stamp(), offer);
        if (arrival.mayReplace(known) && mayTake(arrival)) {
            expect(arrival);
        }
    }

    private void expect(Arrival arrival) {
        arrivals.put(arrival.id(), arrival);
        expireLater(arrival);
        say(arrival, new Moving.Ready(arrival.ticket()));
    }

    /** A copy elsewhere shall stop in favour of the one here, unless that is another one by now. */
    private void yielded(Arrival arrival, Moving.Yield yield) {
        Resident resident = winner(arrival);
        Arrival known = arrivals.get(arrival.id());
        if (resident == null) {
            return;
        }
        if (known != null && known.belongsTo(arrival.source(), arrival.attempt())) {
            if (!known.starting()) {
                say(known, new Moving.Ready(known.ticket()));
            }
        } else if (!yield.state()
                || !resident.merges()
                || resident.lineage().shares(resident.epoch(), yield.epoch(), yield.lineage())) {
            settle(arrival, resident, false);
        } else if (arrival.mayReplace(known)) {
            expect(arrival);
        }
    }

    /** Each conflict is told once, however often the loser asks. */
    private void settle(Arrival arrival, Resident resident, boolean merged) {
        long epoch = arrival.opening().epoch();
        if (merged) {
            resident.lineage(resident.lineage().with(epoch, arrival.opening().lineage()));
        }
        if (!resident.lineage().settled().contains(epoch)) {
            resident.lineage(resident.lineage().settle(epoch));
            var winner = new Location(replica.self(), resident.epoch());
            var loser = new Location(arrival.source(), epoch);
            turn.outbox()
                    .add(new Effect.Tell(
                            new HubEvent.ConflictResolved(turn.now(), arrival.id(), winner, loser, merged)));
        }
        say(arrival, merged ? new Moving.Arrived() : new Moving.Settled());
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
        boolean underWay = arrivals.get(arrival.id()) == arrival;
        turn.agenda().in(underWay && arrival.yields() ? migration.merging().timeout() : ARRIVAL_MAX, () -> {
            if (arrivals.get(arrival.id()) != arrival || arrival.starting()) {
                arrived.forget(arrival.id(), done -> !underWay && done == arrival);
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
            answerLate(from, move);
        } else if (part.total() > stateBytesMax(arrival)) {
            drop(arrival);
            refuse(arrival, "its state has " + part.total() + " bytes; allowed are " + stateBytesMax(arrival));
        } else if (!arrival.starting()) {
            say(arrival, arrival.take(part));
            if (arrival.complete()) {
                activate(arrival);
            }
        }
    }

    private int stateBytesMax(Arrival arrival) {
        return arrival.yields() ? migration.merging().stateBytesMax() : migration.stateBytesMax();
    }

    private void activate(Arrival arrival) {
        Resident resident = winner(arrival);
        byte[] state = arrival.yields() && resident != null ? arrival.handOut() : null;
        if (!arrival.yields()) {
            start(arrival);
        } else if (resident != null && state != null) {
            turn.outbox().add(new Effect.Merge(arrival.id(), resident.epoch(), arrival.attempt(), state));
        } else {
            drop(arrival);
            refuse(arrival, "it has no state, or the later copy has ended");
        }
    }

    private void start(Arrival arrival) {
        if (mayTake(arrival)) {
            Row row = Objects.requireNonNull(replica.row(arrival.id()));
            residents.arrive(Objects.requireNonNull(row.intent()), role(row, arrival), arrival);
        } else {
            drop(arrival);
            refuse(arrival, "it is not to run here any more");
        }
    }

    /** Who has the state of the active copy becomes the active one, unless another one has become so meanwhile. */
    private Role role(Row row, Arrival arrival) {
        return arrival.leads(row.termMax()) ? Role.ACTIVE : targets.role(row, targets.owners(row), replica.self());
    }

    private void withdrawn(NodeId from, Packet.Move move) {
        Arrival arrival = arrivals.get(move.id());
        if (arrival == null || !arrival.belongsTo(from, move.attempt())) {
            answerLate(from, move);
        } else if (arrival.starting() && arrival.yields()) {
            return; // it is being merged, which cannot be undone; then the source is told
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

    /**
     * What has come here although that is forgotten must not be taken back; it shows in the log of the source which it
     * is.
     */
    private void answerLate(NodeId from, Packet.Move move) {
        Resident here = residents.find(move.id());
        Row row = replica.row(move.id());
        Instance copy = row == null ? null : row.instanceOn(from);
        if (here == null || here.state() != State.RUNNING) {
            answer(from, move, new Moving.Refused("it is not under way"));
        } else if (copy != null) {
            boolean came = here.predecessor() == copy.epoch()
                    || here.lineage().states().contains(copy.epoch());
            answer(from, move, came ? new Moving.Arrived() : new Moving.Refused("another copy runs here"));
        }
    }

    private @Nullable Arrival starting(ProcessId id) {
        Arrival arrival = arrivals.get(id);
        return arrival != null && arrival.starting() && !arrival.yields() ? arrival : null;
    }

    /** An instance here has the state of another one now, or could not take it. */
    void merged(ProcessId id, long attempt, @Nullable String error) {
        Arrival arrival = arrivals.get(id);
        Resident resident = arrival == null ? null : winner(arrival);
        if (arrival != null && resident != null && arrival.attempt() == attempt) {
            arrivals.remove(id);
            arrived.add(arrival);
            expireLater(arrival);
            if (error == null) {
                arrival.hasMerged();
            }
            settle(arrival, resident, error == null);
            replica.touch(id);
        }
    }

    void started(ProcessId id, long epoch, boolean merges) {
        residents.started(id, epoch, merges);
        Arrival arrival = starting(id);
        Resident resident = residents.find(id);
        if (arrival != null && resident != null && resident.is(State.RUNNING, epoch)) {
            arrivals.remove(id);
            arrived.add(arrival);
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
