package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.hook.HubEvent;
import io.processhub.placement.History;
import io.processhub.process.ProcessId;
import io.processhub.registry.EndCause;
import io.processhub.registry.Instance;
import io.processhub.replica.Watcher;
import io.processhub.time.Agenda;
import io.processhub.time.HybridClock;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** What the parts of the coordinator share while it handles one input: the time, chance, and where to put effects. */
final class Turn {
    private final Agenda agenda = new Agenda();
    private final History history = new History();
    private final Outbox outbox = new Outbox(history);
    private final HybridClock clock = new HybridClock();
    private final RandomGenerator random;

    private Instant now = Instant.EPOCH;

    Turn(RandomGenerator random) {
        this.random = random;
    }

    void begin(Instant wall, long nanos) {
        now = wall;
        agenda.turn(nanos);
    }

    /** {@return the wall-clock time of this turn} */
    Instant now() {
        return now;
    }

    /** {@return a reading of the hybrid clock, greater than every one before} */
    long stamp() {
        return clock.next(now);
    }

    /** Hears of a reading made elsewhere. */
    void hear(long reading) {
        clock.hear(reading);
    }

    Agenda agenda() {
        return agenda;
    }

    /** {@return what has been told of processes} */
    History history() {
        return history;
    }

    Outbox outbox() {
        return outbox;
    }

    RandomGenerator random() {
        return random;
    }

    /** {@return who tells of instances, each time with the time of the turn} */
    Watcher witness() {
        return new Witness();
    }

    private final class Witness implements Watcher {
        @Override
        public void began(ProcessId id, NodeId node, Instance instance) {
            var event = new HubEvent.ProcessStarted(now, id, node, instance.epoch(), instance.reason());
            outbox.add(new Effect.Tell(event));
        }

        @Override
        public void changed(ProcessId id, NodeId node, Instance instance) {
            var event = new HubEvent.RoleChanged(now, id, node, instance.epoch(), instance.role());
            outbox.add(new Effect.Tell(event));
        }

        @Override
        public void ended(ProcessId id, NodeId node, Instance instance, EndCause cause) {
            var event = new HubEvent.ProcessEnded(now, id, node, instance.epoch(), cause);
            outbox.add(new Effect.Tell(event));
        }
    }
}
