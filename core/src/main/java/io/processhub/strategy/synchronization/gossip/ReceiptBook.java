package io.processhub.strategy.synchronization.gossip;

import io.processhub.cluster.NodeId;
import io.processhub.strategy.synchronization.Content;
import io.processhub.strategy.synchronization.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Receipts to be sent: those for one peer go in one frame. */
final class ReceiptBook {
    private final Site site;
    private final Map<NodeId, Page> pages = new TreeMap<>();

    private record Page(List<Long> begun, List<Long> done, List<Long> unknown) {}

    ReceiptBook(Site site) {
        this.site = site;
    }

    private Page page(NodeId peer) {
        return pages.computeIfAbsent(peer, unused -> new Page(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
    }

    void begun(NodeId peer, long number) {
        page(peer).begun().add(number);
    }

    /** Done says more than begun. */
    void done(NodeId peer, long number) {
        Page page = page(peer);
        page.begun().remove((Long) number);
        page.done().add(number);
    }

    void unknown(NodeId peer, long number) {
        page(peer).unknown().add(number);
    }

    void send() {
        pages.forEach((peer, page) -> {
            if (!page.begun().isEmpty()
                    || !page.done().isEmpty()
                    || !page.unknown().isEmpty()) {
                site.send(
                        List.of(peer),
                        new Content.Receipts(
                                List.copyOf(page.begun()), List.copyOf(page.done()), List.copyOf(page.unknown())));
            }
        });
        pages.clear();
    }
}
