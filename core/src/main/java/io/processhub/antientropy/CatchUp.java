package io.processhub.antientropy;

import io.processhub.cluster.NodeId;
import io.processhub.replication.ReplicatedRegistry;
import io.processhub.time.Agenda;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What this node must read before it starts anything by itself, or it would start processes a second time: what new
 * members wrote before they were met, and what leaving members wrote before they announced it. A member from which
 * nothing arrives for five seconds is given up, so that it cannot keep this node from working. Confined to the hub's
 * thread.
 */
public final class CatchUp {
    private static final Duration SILENCE_MAX = Duration.ofSeconds(5);

    private final ReplicatedRegistry registry;
    private final Agenda agenda;
    private final Map<NodeId, Long> heads = new TreeMap<>();

    /**
     * Nothing is to be read yet.
     *
     * @param registry what has been read
     * @param agenda what to do later
     */
    public CatchUp(ReplicatedRegistry registry, Agenda agenda) {
        this.registry = registry;
        this.agenda = agenda;
    }

    /**
     * A member was met, or leaves.
     *
     * @param node which one
     * @param head how far it has written its log
     */
    public void begin(NodeId node, long head) {
        if (registry.known(node) < head) {
            heads.put(node, head);
            giveUpLater(node, registry.known(node));
        }
    }

    private void giveUpLater(NodeId node, long known) {
        agenda.in(SILENCE_MAX, () -> {
            if (heads.containsKey(node)) {
                if (registry.known(node) > known) {
                    giveUpLater(node, registry.known(node));
                } else {
                    heads.remove(node);
                }
            }
        });
    }

    /**
     * A member is gone.
     *
     * @param node which one
     */
    public void lost(NodeId node) {
        heads.remove(node);
    }

    /** {@return whether everything was read at the last {@link #update}} */
    public boolean done() {
        return heads.isEmpty();
    }

    /** Compares with what has been read by now. */
    public void update() {
        heads.entrySet().removeIf(member -> registry.known(member.getKey()) >= member.getValue());
    }
}
