package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.placement.PlacementView;
import io.processhub.registry.Intent;
import io.processhub.replication.ProcessRecord;
import io.processhub.replication.ReplicatedRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps the intents of nodes that are gone. An intent that no member's log carries is adopted: the fallback owner of
 * the process writes it, with its old stamp, into its own log; if no member carries it after a while, every node that
 * knows it does. So an intent lives as long as one node that had it. The log of a node that is gone is removed when all
 * of its intents are carried and the node cannot come back.
 */
final class IntentAdoption {
    private static final Duration REVIEW_AGAIN = Duration.ofSeconds(2);

    private final ReplicatedRegistry registry;
    private final PlacementView placement;
    private final HubContext context;
    private final Duration retention;
    private final Map<NodeId, Long> departed = new TreeMap<>();

    IntentAdoption(ReplicatedRegistry registry, PlacementView placement, HubContext context, Duration retention) {
        this.registry = registry;
        this.placement = placement;
        this.context = context;
        this.retention = retention;
    }

    /** A node is gone; its log is kept in case it comes back, unless the node has left for good. */
    void departed(NodeId node, boolean forGood) {
        long now = context.nanos();
        departed.put(node, forGood ? now : now + retention.toNanos());
        if (!forGood) {
            context.later(retention, () -> review(node));
        }
        // with this node went what it had adopted, perhaps: every log without an owner is looked through again
        for (NodeId origin : List.copyOf(departed.keySet())) {
            uncarried(origin).stream()
                    .filter(record -> placement
                            .fallbackCarrier(record)
                            .filter(registry.self()::equals)
                            .isPresent())
                    .forEach(this::adopt);
            context.later(jittered(), () -> review(origin));
        }
    }

    /** A node is back, or a later life of it has come, which ends the earlier one for good. */
    void returned(NodeId node) {
        departed.remove(node);
        for (NodeId former : List.copyOf(departed.keySet())) {
            if (former.name().equals(node.name()) && former.incarnation() < node.incarnation()) {
                departed.put(former, context.nanos());
                context.later(REVIEW_AGAIN, () -> review(former));
            }
        }
    }

    /** {@return whether a lost node may come back with what it knew} */
    boolean mayReturn(NodeId node) {
        return departed.getOrDefault(node, Long.MIN_VALUE) > context.nanos();
    }

    /** {@return how long ago each node was lost that may come back, most recent first} */
    List<Duration> losses() {
        long now = context.nanos();
        return departed.values().stream()
                .filter(until -> until > now)
                .map(until -> retention.minusNanos(until - now))
                .sorted()
                .toList();
    }

    private void review(NodeId node) {
        Long kept = departed.get(node);
        if (kept != null) {
            uncarried(node).forEach(this::adopt);
            if (kept <= context.nanos()) {
                departed.remove(node);
                registry.purge(node);
            }
        }
    }

    /** {@return the processes in the log of a node whose latest intent no member carries} */
    private List<ProcessRecord> uncarried(NodeId node) {
        return registry.recordsOf(node).stream()
                .filter(record -> !record.carried())
                .toList();
    }

    private Duration jittered() {
        return REVIEW_AGAIN.plusMillis(context.random().nextLong(REVIEW_AGAIN.toMillis()));
    }

    private void adopt(ProcessRecord record) {
        Intent intent = record.intent();
        if (intent == null) {
            return;
        }
        if (context.clock().mayPassOn(intent.stamp().clock())) {
            registry.write(intent);
        } else {
            context.later(REVIEW_AGAIN, () -> {
                if (!record.carried()) {
                    adopt(record);
                }
            });
        }
    }
}
