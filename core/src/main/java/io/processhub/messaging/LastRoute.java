package io.processhub.messaging;

import io.processhub.cluster.NodeId;
import io.processhub.environment.Environment;
import io.processhub.spec.ProcessId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The node to which this node sent the latest message for each process, for messages of the last seconds: a message
 * that was sent before has arrived or never will. An entry is forgotten 5 to 10 seconds after the latest message.
 * Thread-safe.
 */
final class LastRoute {
    private static final Duration AGE_MIN = Duration.ofSeconds(5);

    private final Environment environment;
    private final AtomicBoolean ageing = new AtomicBoolean();
    private volatile Map<ProcessId, NodeId> recent = new ConcurrentHashMap<>();
    private volatile Map<ProcessId, NodeId> older = new ConcurrentHashMap<>();

    LastRoute(Environment environment) {
        this.environment = environment;
    }

    /** {@return the node to which a message for a process was sent last; {@code null} for none, or long ago} */
    @Nullable
    NodeId last(ProcessId id) {
        NodeId node = recent.get(id);
        return node != null || older.isEmpty() ? node : older.get(id);
    }

    void note(ProcessId id, NodeId node) {
        if (!node.equals(recent.get(id))) {
            recent.put(id, node);
            ageLater();
        }
    }

    void forget(ProcessId id) {
        recent.remove(id);
        older.remove(id);
    }

    void forget(NodeId lost) {
        recent.values().removeIf(lost::equals);
        older.values().removeIf(lost::equals);
    }

    private void ageLater() {
        if (ageing.compareAndSet(false, true)) {
            environment.after(AGE_MIN, this::age);
        }
    }

    private void age() {
        older = recent;
        recent = new ConcurrentHashMap<>();
        ageing.set(false);
        if (!older.isEmpty()) {
            ageLater();
        }
    }
}
