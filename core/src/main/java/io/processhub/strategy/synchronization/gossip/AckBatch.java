package io.processhub.strategy.synchronization.gossip;

import io.processhub.cluster.NodeId;
import io.processhub.strategy.synchronization.gossip.GossipMessage.Acks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Acknowledgements to be sent: those for one peer that fall due in one turn share a message, if they fit. */
final class AckBatch {
    private static final int LISTS = 3;

    private final GossipContext context;
    private final Map<NodeId, Page> pages = new TreeMap<>();

    private record Page(List<Long> done, List<Long> begun, List<Long> unknown) {
        int longest() {
            return Math.max(done.size(), Math.max(begun.size(), unknown.size()));
        }

        /** {@return some entries of each list} */
        Acks part(int from, int length) {
            return new Acks(part(done, from, length), part(begun, from, length), part(unknown, from, length));
        }

        private static List<Long> part(List<Long> numbers, int from, int length) {
            return numbers.stream().skip(from).limit(length).toList();
        }
    }

    AckBatch(GossipContext context) {
        this.context = context;
    }

    private Page page(NodeId peer) {
        return pages.computeIfAbsent(peer, unused -> new Page(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
    }

    void acknowledge(Subtree.Parent parent, Subtree subtree) {
        if (subtree.over()) {
            done(parent);
        } else {
            begun(parent);
        }
    }

    void begun(Subtree.Parent parent) {
        page(parent.node()).begun().add(parent.number());
    }

    /** Done includes begun. */
    void done(Subtree.Parent parent) {
        Page page = page(parent.node());
        page.begun().remove((Long) parent.number());
        page.done().add(parent.number());
    }

    void unknown(Subtree.Parent parent) {
        page(parent.node()).unknown().add(parent.number());
    }

    void send() {
        int share = context.numbersMax() / LISTS;
        pages.forEach((peer, page) -> {
            for (int from = 0; from < page.longest(); from += share) {
                context.send(peer, page.part(from, share));
            }
        });
        pages.clear();
    }
}
