package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.port.Effect;
import io.processhub.hook.HubEvent;
import io.processhub.placement.Insight.History;
import io.processhub.registry.Instance;
import io.processhub.registry.Instance.EndCause;
import io.processhub.registry.Intent;
import io.processhub.replication.RegistryWatcher;
import io.processhub.spec.ProcessId;
import io.processhub.time.Agenda;
import io.processhub.time.HubClock;
import io.processhub.wire.Packet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The surroundings of all parts of the coordinator: time, chance, timers, and the effects that they produce. Lives as
 * long as the hub; the time stands still while one input is handled. Confined to the hub's thread.
 */
final class HubContext {
    private final Agenda agenda = new Agenda();
    private final History history = new History();
    private final Outbox outbox = new Outbox(history);
    private final HubClock clock;
    private final RandomGenerator random;

    HubContext(RandomGenerator random, Duration clockSkewMax) {
        this.random = random;
        this.clock = new HubClock(clockSkewMax);
    }

    /** Sets the time for the next input. */
    void begin(Instant wall, long nanos) {
        agenda.turn(nanos);
        clock.turn(wall, agenda.nanos());
    }

    // ---- time and chance

    /** {@return the wall-clock time} */
    Instant now() {
        return clock.wall();
    }

    /** {@return the time of the monotonic clock, in nanoseconds} */
    long nanos() {
        return agenda.nanos();
    }

    /** {@return how long ago a reading of the monotonic clock was} */
    Duration since(long nanos) {
        return agenda.since(nanos);
    }

    /** {@return the clock that all readings come from} */
    HubClock clock() {
        return clock;
    }

    /** {@return a reading of the hybrid clock, greater than every one before} */
    long stamp() {
        return clock.next();
    }

    /** Takes note of a reading of the hybrid clock of another node: later stamps here are greater. */
    void observe(long reading) {
        clock.hear(reading);
    }

    RandomGenerator random() {
        return random;
    }

    /** Runs a task once, after a delay. */
    void later(Duration delay, Runnable task) {
        agenda.in(delay, task);
    }

    /** Lets another turn follow, if there is more to do, when other inputs have had theirs. */
    void goOn(boolean more) {
        if (more) {
            later(Duration.ZERO, () -> {});
        }
    }

    /** {@return the timers} */
    Agenda agenda() {
        return agenda;
    }

    // ---- effects

    /** Notifies the hooks. Events about a process are remembered as its {@link #history}. */
    void publish(HubEvent event) {
        outbox.add(new Effect.Notify(event));
    }

    /** Sends a packet to another node. */
    void send(NodeId to, Packet.Control packet) {
        outbox.send(to, packet);
    }

    /** Sends a packet to other nodes. */
    void send(List<NodeId> to, Packet.Control packet) {
        perform(new Effect.Send(to, packet));
    }

    /** Asks for any other effect; effects take place in the order in which they were asked for. */
    void perform(Effect effect) {
        outbox.add(effect);
    }

    /** Asks for an effect that takes place before all others. */
    void performFirst(Effect effect) {
        outbox.addFirst(effect);
    }

    /** Answers a caller, after all other effects: what the answer reports is on its way to the other nodes by then. */
    void answer(Effect effect) {
        outbox.answer(effect);
    }

    /** Asks an owner to start a process. */
    void askStart(NodeId owner, Intent intent) {
        outbox.askStart(owner, intent);
    }

    /** Asks an owner to start a process that runs here and does not belong here. */
    void askMove(NodeId owner, Intent intent) {
        outbox.askMove(owner, intent);
    }

    /** Asks a node to stop its copy of a process. */
    void askStop(NodeId host, Intent intent) {
        outbox.askStop(host, intent);
    }

    /** Reports to the writer of an intent that a process could not be started here. */
    void reportFailure(NodeId writer, Packet.Failure failure) {
        outbox.reportFailure(writer, failure);
    }

    /** {@return the effects since the last call, in order, and when to go on if nothing happens} */
    List<Effect> drain() {
        Duration pause = agenda.next();
        if (pause != null) {
            perform(new Effect.Wake(pause));
        }
        return outbox.drain();
    }

    // ---- the past

    /** {@return the events about processes} */
    History history() {
        return history;
    }

    /** {@return publishes what the registry shows about instances} */
    RegistryWatcher watcher() {
        return new InstanceEvents();
    }

    private final class InstanceEvents implements RegistryWatcher {
        @Override
        public void began(ProcessId id, NodeId node, Instance instance) {
            publish(new HubEvent.ProcessStarted(now(), id, node, instance.epoch(), instance.reason()));
        }

        @Override
        public void changed(ProcessId id, NodeId node, Instance instance) {
            publish(new HubEvent.RoleChanged(now(), id, node, instance.epoch(), instance.role()));
        }

        @Override
        public void raised(ProcessId id, NodeId node, Instance instance) {
            publish(new HubEvent.EpochRaised(now(), id, node, instance.epoch(), instance.predecessor()));
        }

        @Override
        public void ended(ProcessId id, NodeId node, Instance instance, EndCause cause) {
            publish(new HubEvent.ProcessEnded(now(), id, node, instance.epoch(), cause));
        }
    }

    /**
     * The effects of the inputs that are handled together. Questions to other nodes are collected by receiver, so that
     * a call for thousands of processes makes few packets.
     */
    private static final class Outbox {
        private static final int ITEMS_MAX = 500;

        private final History history;
        private final Map<NodeId, List<Intent>> starts = new TreeMap<>();
        private final Map<NodeId, List<Intent>> moves = new TreeMap<>();
        private final Map<NodeId, List<Intent>> stops = new TreeMap<>();
        private final Map<NodeId, List<Packet.Failure>> failures = new TreeMap<>();
        private final List<Effect> answers = new ArrayList<>();
        private List<Effect> effects = new ArrayList<>();

        Outbox(History history) {
            this.history = history;
        }

        /** An event about a process is remembered, too. */
        void add(Effect effect) {
            effects.add(effect);
            if (effect instanceof Effect.Notify(HubEvent.ProcessEvent event)) {
                history.remember(event);
            }
        }

        /** Puts an effect before all others. */
        void addFirst(Effect effect) {
            effects.addFirst(effect);
        }

        /** Callers are answered last: what the answer reports is on its way to the other nodes by then. */
        void answer(Effect effect) {
            answers.add(effect);
        }

        void send(NodeId to, Packet.Control packet) {
            add(new Effect.Send(List.of(to), packet));
        }

        void askStart(NodeId owner, Intent intent) {
            collect(starts, owner, intent);
        }

        void askMove(NodeId owner, Intent intent) {
            collect(moves, owner, intent);
        }

        void askStop(NodeId host, Intent intent) {
            collect(stops, host, intent);
        }

        void reportFailure(NodeId writer, Packet.Failure failure) {
            collect(failures, writer, failure);
        }

        private static <T> void collect(Map<NodeId, List<T>> collected, NodeId node, T item) {
            collected.computeIfAbsent(node, unused -> new ArrayList<>()).add(item);
        }

        /** {@return what has been collected, in order; the outbox is empty afterwards} */
        List<Effect> drain() {
            List<Effect> drained = effects;
            effects = new ArrayList<>();
            pack(failures, Packet.StartFailed::new);
            effects.addAll(
                    drained); // after the failures: an intent that is withdrawn for one must not overtake its cause
            pack(starts, items -> new Packet.Start(items, false));
            pack(moves, items -> new Packet.Start(items, true));
            pack(stops, Packet.Stop::new);
            effects.addAll(answers);
            answers.clear();
            drained = effects;
            effects = new ArrayList<>();
            return drained;
        }

        private <T> void pack(Map<NodeId, List<T>> collected, Function<List<T>, Packet.Control> packet) {
            collected.forEach((node, items) -> {
                for (int from = 0; from < items.size(); from += ITEMS_MAX) {
                    List<T> part = items.subList(from, Math.min(items.size(), from + ITEMS_MAX));
                    send(node, packet.apply(List.copyOf(part)));
                }
            });
            collected.clear();
        }
    }
}
