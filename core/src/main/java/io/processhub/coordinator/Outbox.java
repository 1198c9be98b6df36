package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.hook.HubEvent;
import io.processhub.placement.Insight.History;
import io.processhub.registry.Intent;
import io.processhub.wire.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The effects of the inputs that are handled together. Questions to other nodes are collected by receiver, so that a
 * call for thousands of processes makes few packets.
 */
final class Outbox {
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
        effects.addAll(drained); // after the failures: an intent that is withdrawn for one must not overtake its cause
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
