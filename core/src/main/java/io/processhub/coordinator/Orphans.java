package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.placement.Targets;
import io.processhub.registry.Intent;
import io.processhub.replica.Replica;
import io.processhub.replica.Row;
import io.processhub.time.Agenda;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks after the wishes of nodes that are gone. A wish that no member's log carries is adopted: the process's first
 * trustee writes it, with its old stamp, into its own log; if it is still alone after a while, whoever knows it does.
 * So a wish lives as long as one node that had it. A log is forgotten when none of its wishes is alone any more and its
 * node cannot come back.
 */
final class Orphans {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final Replica replica;
    private final Targets targets;
    private final Turn turn;
    private final Duration retention;
    private final Map<NodeId, Long> departed = new TreeMap<>();

    Orphans(Replica replica, Targets targets, Turn turn, Duration retention) {
        this.replica = replica;
        this.targets = targets;
        this.turn = turn;
        this.retention = Agenda.bounded(retention);
    }

    /** A node is gone; its log is kept in case it comes back, unless it said goodbye. */
    void departed(NodeId node, boolean forGood) {
        long now = turn.agenda().nanos();
        departed.put(node, forGood ? now : now + retention.toNanos());
        if (!forGood) {
            turn.agenda().in(retention, () -> look(node));
        }
        // with this node went what it had adopted, perhaps: every log without an owner is looked through again
        for (NodeId origin : List.copyOf(departed.keySet())) {
            alone(origin).stream()
                    .filter(row -> targets.trustees(row).contains(replica.self()))
                    .forEach(this::adopt);
            turn.agenda().in(jittered(), () -> look(origin));
        }
    }

    /** A node is back, or a later life of it has come, which ends the earlier one for good. */
    void returned(NodeId node) {
        departed.remove(node);
        for (NodeId former : List.copyOf(departed.keySet())) {
            if (former.name().equals(node.name()) && former.incarnation() < node.incarnation()) {
                departed.put(former, turn.agenda().nanos());
                turn.agenda().in(LOOK_AGAIN, () -> look(former));
            }
        }
    }

    /** {@return whether a lost node may come back with what it knew} */
    boolean mayReturn(NodeId node) {
        return departed.getOrDefault(node, Long.MIN_VALUE) > turn.agenda().nanos();
    }

    /** {@return how long ago each node was lost that may come back, most recent first} */
    List<Duration> losses() {
        long now = turn.agenda().nanos();
        return departed.values().stream()
                .filter(until -> until > now)
                .map(until -> retention.minusNanos(until - now))
                .sorted()
                .toList();
    }

    private void look(NodeId node) {
        Long kept = departed.get(node);
        if (kept != null) {
            alone(node).forEach(this::adopt);
            if (kept <= turn.agenda().nanos()) {
                departed.remove(node);
                replica.purge(node);
            }
        }
    }

    /** {@return the processes whose latest wish no member carries, out of those that a log tells of} */
    private List<Row> alone(NodeId node) {
        return replica.rowsOf(node).stream().filter(row -> !row.carried()).toList();
    }

    private Duration jittered() {
        return LOOK_AGAIN.plusMillis(turn.random().nextLong(LOOK_AGAIN.toMillis()));
    }

    private void adopt(Row row) {
        Intent intent = row.intent();
        if (intent != null) {
            replica.write(intent);
        }
    }
}
