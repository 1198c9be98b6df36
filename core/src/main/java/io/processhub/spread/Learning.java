package io.processhub.spread;

import io.processhub.cluster.NodeId;
import io.processhub.replica.Replica;
import io.processhub.time.Agenda;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What new members wrote before they were met, and those that leave before they said so. It must be read before this
 * node starts anything by itself, or it would start it twice. A member that has nothing to tell any more must not keep
 * this node from working for ever. Confined to the hub's thread.
 */
public final class Learning {
    private static final Duration SILENCE_MAX = Duration.ofSeconds(5);

    private final Replica replica;
    private final Agenda agenda;
    private final Map<NodeId, Long> heads = new TreeMap<>();

    /**
     * Nothing is to be read yet.
     *
     * @param replica what has been read
     * @param agenda what to do later
     */
    public Learning(Replica replica, Agenda agenda) {
        this.replica = replica;
        this.agenda = agenda;
    }

    /**
     * A member was met, or leaves.
     *
     * @param node which one
     * @param head how far it has written its log
     */
    public void begin(NodeId node, long head) {
        if (replica.known(node) < head) {
            heads.put(node, head);
            giveUpLater(node, replica.known(node));
        }
    }

    private void giveUpLater(NodeId node, long known) {
        agenda.in(SILENCE_MAX, () -> {
            if (heads.containsKey(node)) {
                if (replica.known(node) > known) {
                    giveUpLater(node, replica.known(node));
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

    /** {@return whether everything is read, as of the last look} */
    public boolean done() {
        return heads.isEmpty();
    }

    /** Looks again. */
    public void look() {
        heads.entrySet().removeIf(member -> replica.known(member.getKey()) >= member.getValue());
    }
}
