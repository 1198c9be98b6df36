package io.processhub.strategy.synchronization;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Delta;
import io.processhub.registry.Head;
import io.processhub.registry.Logs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Every node tells every other what it wrote, at once and directly. At every interval each pair compares how far the
 * one has read the other's log, which costs a few bytes, and only what is missing is sent. Quickest for small clusters.
 *
 * @param interval how often to compare; positive
 */
public record PubSub(Duration interval) implements SynchronizationStrategy {

    /** Compares every 15 seconds. */
    public PubSub() {
        this(Duration.ofSeconds(15));
    }

    /**
     * Checks the interval.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public PubSub {
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("interval " + interval + " of PubSub is not positive");
        }
    }

    @Override
    public Synchronizer open(Logs logs, RandomGenerator random) {
        return new Mail(logs);
    }

    private record Mail(Logs logs) implements Synchronizer {
        /** Entries in one stretch: usually just what fits into a frame. */
        private static final int ENTRIES_MAX = 400;

        /** A reader asks for more when it has applied these, so that a long log cannot swamp it. */
        private static final int STRETCHES_MAX = 16;

        @Override
        public List<Letter> onWrite(Delta write, List<NodeId> askers) {
            List<NodeId> peers = logs.peers();
            return peers.isEmpty() ? List.of() : List.of(new Letter(peers, new Content.News(write)));
        }

        @Override
        public List<Letter> onTick() {
            return logs.peers().stream()
                    .map(peer -> letter(peer, new Content.Offer(List.of(head(logs.self()), head(peer)))))
                    .toList();
        }

        @Override
        public List<Letter> onLetter(NodeId from, Content content) {
            return switch (content) {
                case Content.Offer(List<Head> heads) -> compare(from, heads);
                case Content.Request(List<Head> heads) ->
                    heads.stream()
                            .filter(this::lags)
                            .flatMap(head -> news(from, head).stream())
                            .toList();
                case Content.News news -> List.of();
            };
        }

        @Override
        public List<Letter> onBehind(NodeId origin) {
            return List.of(letter(origin, new Content.Request(List.of(head(origin)))));
        }

        private List<Letter> compare(NodeId from, List<Head> heads) {
            List<Letter> answers = new ArrayList<>();
            for (Head head : heads) {
                if (lags(head)) {
                    answers.addAll(news(from, head));
                } else if (head.version() > logs.known(head.origin())) {
                    answers.add(letter(from, new Content.Request(List.of(head(head.origin())))));
                }
            }
            return answers;
        }

        private boolean lags(Head head) {
            return head.version() < logs.known(head.origin());
        }

        /** What the reader lacks; with our own head when that is not all of it, so that it asks for the rest. */
        private List<Letter> news(NodeId to, Head head) {
            List<Letter> letters = new ArrayList<>();
            long end = logs.known(head.origin());
            long read = head.version();
            for (int stretch = 0; stretch < STRETCHES_MAX && read < end; stretch++) {
                Delta delta = logs.since(head.origin(), read, ENTRIES_MAX);
                letters.add(letter(to, new Content.News(delta)));
                read = delta.to();
            }
            if (read < end) {
                letters.add(letter(to, new Content.Offer(List.of(head(head.origin())))));
            }
            return letters;
        }

        private Head head(NodeId origin) {
            return new Head(origin, logs.known(origin));
        }

        private static Letter letter(NodeId to, Content content) {
            return new Letter(List.of(to), content);
        }
    }
}
