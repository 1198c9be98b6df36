package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.replica.Replica;
import io.processhub.spread.Spread;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What new members wrote before they were met. It must be read before this node starts anything by itself, or it would
 * start it twice. A member that has nothing to tell any more must not keep this node from working for ever.
 */
final class Learning {
    private static final Duration SILENCE_MAX = Duration.ofSeconds(5);

    private final Replica replica;
    private final Spread spread;
    private final Turn turn;
    private final Map<NodeId, Long> heads = new TreeMap<>();

    Learning(Replica replica, Spread spread, Turn turn) {
        this.replica = replica;
        this.spread = spread;
        this.turn = turn;
    }

    /** A member was met that has written so far. */
    void begin(NodeId node, long head) {
        if (!spread.hasRead(node, head)) {
            heads.put(node, head);
            giveUpLater(node, replica.known(node));
        }
    }

    private void giveUpLater(NodeId node, long known) {
        turn.agenda().in(SILENCE_MAX, () -> {
            if (heads.containsKey(node)) {
                if (replica.known(node) > known) {
                    giveUpLater(node, replica.known(node));
                } else {
                    heads.remove(node);
                }
            }
        });
    }

    void lost(NodeId node) {
        heads.remove(node);
    }

    /** Whether everything is read, as of the last look. */
    boolean done() {
        return heads.isEmpty();
    }

    /** Looks again. */
    void look() {
        heads.entrySet().removeIf(member -> spread.hasRead(member.getKey(), member.getValue()));
    }
}
