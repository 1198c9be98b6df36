package io.processhub.antientropy;

import io.processhub.cluster.NodeId;
import io.processhub.log.Logs.Gap;
import io.processhub.log.Logs.Head;
import io.processhub.replication.ReplicatedRegistry;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.strategy.synchronization.Synchronizer;
import io.processhub.time.Agenda;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Requests what members are known to have written and this node has not read: soon, then at growing pauses, until it
 * has been read or the author is no member any more. A pause in which something arrived ends without a request.
 */
final class GapRequests {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration PAUSE_MIN = Duration.ofMillis(50);
    private static final int DOUBLINGS_MAX = 3;

    private final ReplicatedRegistry registry;
    private final Agenda agenda;
    private final AntiEntropyHost host;
    private final Synchronizer synchronizer;
    private final Map<NodeId, PeerProgress> peers;

    GapRequests(
            ReplicatedRegistry registry,
            Agenda agenda,
            AntiEntropyHost host,
            Synchronizer synchronizer,
            Map<NodeId, PeerProgress> peers) {
        this.registry = registry;
        this.agenda = agenda;
        this.host = host;
        this.synchronizer = synchronizer;
        this.peers = peers;
    }

    /** An author has written this far. */
    void announce(Head head, PeerProgress author) {
        author.announced(head.version());
        if (!hasRead(head.origin(), author.announced()) && !author.asking()) {
            author.asking(true);
            author.answered();
            wait(FIRST_PAUSE, head.origin(), author);
        }
    }

    /** The peer has read more, or wrote it: it is asked at once, and again later if that is in vain. */
    void compareAhead(NodeId peer, Head head, PeerProgress author) {
        if (!hasRead(head.origin(), head.version())) {
            boolean fresh = head.version() > author.announced() || !author.asking();
            announce(head, author);
            if (fresh) {
                request(peer, head.origin(), author);
            }
        }
    }

    void request(NodeId source, NodeId origin, PeerProgress author) {
        List<Gap> gaps = author.gaps(new Head(origin, registry.known(origin)));
        if (!gaps.isEmpty()) {
            host.post(List.of(source), new SyncMessage.Request(gaps));
        }
    }

    private boolean hasRead(NodeId origin, long version) {
        return registry.known(origin) >= version;
    }

    /** Asks after the pause if nothing has arrived by then. */
    private void wait(Duration pause, NodeId origin, PeerProgress author) {
        long known = registry.known(origin);
        int waiting = author.waiting();
        agenda.in(pause, () -> {
            boolean silent = registry.known(origin) == known && author.waiting() == waiting;
            askAgain(origin, author, silent);
        });
    }

    private void askAgain(NodeId origin, PeerProgress author, boolean silent) {
        author.asking(peers.get(origin) == author && !hasRead(origin, author.announced()));
        if (!author.asking()) {
            return;
        }
        if (silent) {
            request(synchronizer.source(origin, author.attempts()), origin, author);
            author.attempted();
        }
        wait(PAUSE_MIN.multipliedBy(1L << Math.min(DOUBLINGS_MAX, author.attempts())), origin, author);
    }
}
