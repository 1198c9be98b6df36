package io.processhub.strategy.synchronization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessId;
import io.processhub.registry.Delta;
import io.processhub.registry.EndCause;
import io.processhub.registry.Entry;
import io.processhub.registry.Head;
import io.processhub.registry.Logs;
import io.processhub.registry.Presence;
import io.processhub.strategy.synchronization.Synchronizer.Content;
import io.processhub.strategy.synchronization.Synchronizer.Letter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class PubSubTest {
    private static final NodeId SELF = new NodeId("self", 1);
    private static final NodeId ANNA = new NodeId("anna", 1);
    private static final NodeId BERT = new NodeId("bert", 1);

    private final Shelf shelf = new Shelf(List.of(ANNA, BERT), new TreeMap<>(Map.of(SELF, 7L, ANNA, 3L)));
    private final Synchronizer synchronizer = new PubSub().open(shelf, new Random(1));

    /** Logs of which every version is an entry. */
    private record Shelf(List<NodeId> peers, Map<NodeId, Long> versions) implements Logs {
        @Override
        public NodeId self() {
            return SELF;
        }

        @Override
        public long known(NodeId origin) {
            return versions.getOrDefault(origin, 0L);
        }

        @Override
        public Delta since(NodeId origin, long from, int entriesMax) {
            long to = Math.min(known(origin), from + entriesMax);
            List<Entry> entries = LongStream.rangeClosed(from + 1, to)
                    .<Entry>mapToObj(version -> new Entry.Present(
                            version, new ProcessId("p" + version), new Presence.Ended(EndCause.STOPPED)))
                    .toList();
            return new Delta(origin, from, to, 0, entries);
        }
    }

    private static Content.Offer offer(Head... heads) {
        return new Content.Offer(List.of(heads));
    }

    private static Content.Request request(Head... heads) {
        return new Content.Request(List.of(heads));
    }

    private Letter news(NodeId to, NodeId origin, long from) {
        return new Letter(List.of(to), new Content.News(shelf.since(origin, from, 100)));
    }

    @Test
    void aWriteGoesToEveryPeerAtOnce() {
        Delta write = shelf.since(SELF, 6, 10);

        assertThat(synchronizer.onWrite(write, List.of(ANNA)))
                .containsExactly(new Letter(List.of(ANNA, BERT), new Content.News(write)));
    }

    @Test
    void whoIsAloneTellsNobody() {
        var alone = new PubSub().open(new Shelf(List.of(), Map.of(SELF, 7L)), new Random(1));

        assertThat(alone.onWrite(shelf.since(SELF, 6, 10), List.of())).isEmpty();
        assertThat(alone.onTick()).isEmpty();
    }

    @Test
    void atEveryIntervalEachPeerHearsHowFarBothLogsAreKnown() {
        assertThat(synchronizer.onTick())
                .containsExactly(
                        new Letter(List.of(ANNA), offer(new Head(SELF, 7), new Head(ANNA, 3))),
                        new Letter(List.of(BERT), offer(new Head(SELF, 7), new Head(BERT, 0))));
    }

    @Test
    void anOfferThatLagsIsAnsweredWithWhatIsMissing() {
        assertThat(synchronizer.onLetter(ANNA, offer(new Head(SELF, 5)))).containsExactly(news(ANNA, SELF, 5));
    }

    @Test
    void anOfferThatIsAheadIsAnsweredWithARequest() {
        assertThat(synchronizer.onLetter(ANNA, offer(new Head(ANNA, 9))))
                .containsExactly(new Letter(List.of(ANNA), request(new Head(ANNA, 3))));
    }

    @Test
    void anOfferOfEqualsIsNotAnswered() {
        assertThat(synchronizer.onLetter(ANNA, offer(new Head(SELF, 7), new Head(ANNA, 3))))
                .isEmpty();
    }

    @Test
    void aRequestIsAnsweredWithWhatIsKnown() {
        assertThat(synchronizer.onLetter(BERT, request(new Head(ANNA, 1), new Head(SELF, 7), new Head(BERT, 4))))
                .containsExactly(news(BERT, ANNA, 1));
    }

    @Test
    void newsAreNotAnswered() {
        assertThat(synchronizer.onLetter(ANNA, new Content.News(shelf.since(ANNA, 0, 10))))
                .isEmpty();
    }

    @Test
    void whoIsBehindAsksTheAuthor() {
        assertThat(synchronizer.onBehind(ANNA)).containsExactly(new Letter(List.of(ANNA), request(new Head(ANNA, 3))));
    }

    @Test
    void aLongLogIsSentInStretchesThatTheReaderAsksFor() {
        var library = new Shelf(List.of(ANNA), Map.of(SELF, 12_000L));
        var sender = new PubSub().open(library, new Random(1));

        List<Letter> letters = sender.onLetter(ANNA, request(new Head(SELF, 0)));

        assertThat(letters.getLast()).isEqualTo(new Letter(List.of(ANNA), offer(new Head(SELF, 12_000))));
        long read = 0;
        for (Letter letter : letters.subList(0, letters.size() - 1)) {
            Delta stretch = ((Content.News) letter.content()).delta();
            assertThat(stretch.from()).isEqualTo(read);
            read = stretch.to();
        }
        assertThat(read).isBetween(1_000L, 11_999L);
    }

    @Test
    void theTextTellsTheOptions() {
        assertThat(new PubSub(Duration.ofSeconds(2))).hasToString("PubSub[interval=PT2S]");
        assertThat(new PubSub().interval()).isEqualTo(Duration.ofSeconds(15));
        assertThatIllegalArgumentException().isThrownBy(() -> new PubSub(Duration.ZERO));
    }
}
