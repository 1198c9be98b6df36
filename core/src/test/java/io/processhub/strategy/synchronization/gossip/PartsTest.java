package io.processhub.strategy.synchronization.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Head;
import io.processhub.strategy.synchronization.Content;
import io.processhub.strategy.synchronization.PaperSite;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The small parts of gossip: heads, checkpoints, waiting times and receipts. */
final class PartsTest {
    private static final NodeId SELF = new NodeId("self", 1);
    private static final NodeId ANNA = new NodeId("anna", 1);
    private static final NodeId BERT = new NodeId("bert", 1);
    private static final long MOMENT = Duration.ofSeconds(2).toNanos();

    // ---- own head

    /** Compared with a list of all that was written; marks that are close are told together, so a little later. */
    @Test
    void whatIsSettledIsAMomentOldAndNotMuchOlder() {
        for (long seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var head = new OwnHead(Duration.ofNanos(MOMENT));
            var written = new TreeMap<Long, Long>(Map.of(0L, 0L));
            long nanos = 0;
            for (long version = 1; version < 300; version++) {
                nanos += 1 + random.nextLong(MOMENT / 20);
                head.wrote(nanos, version);
                written.put(nanos, version);
                long settled = head.settled(nanos);
                long late = nanos - MOMENT;
                assertThat(settled).isLessThanOrEqualTo(versionAt(written, late + MOMENT / 32));
                assertThat(settled).isGreaterThanOrEqualTo(versionAt(written, late - MOMENT / 16));
            }
            assertThat(head.settled(nanos + MOMENT)).isEqualTo(299);
        }
    }

    private static long versionAt(NavigableMap<Long, Long> written, long nanos) {
        return nanos < 0 ? 0 : written.floorEntry(nanos).getValue();
    }

    // ---- checkpoints

    @Test
    void aCheckpointTakesTheGreatestOfEachLogInAnyOrder() {
        List<Head> heads = List.of(new Head(ANNA, 3), new Head(BERT, 5), new Head(ANNA, 9), new Head(ANNA, 2));

        Checkpoint one = Checkpoint.of(1, heads);
        Checkpoint other = Checkpoint.of(1, heads.reversed()).with(1, heads);

        assertThat(one).isEqualTo(other);
        assertThat(one.heads()).containsExactly(new Head(ANNA, 9), new Head(BERT, 5));
        assertThat(one.version(SELF)).isZero();
    }

    @Test
    void whatChangedSinceACheckpointMakesTheLaterOne() {
        Checkpoint base = Checkpoint.of(1, List.of(new Head(ANNA, 3), new Head(BERT, 5)));
        Checkpoint later = base.with(2, List.of(new Head(ANNA, 4), new Head(SELF, 1)));

        assertThat(later.since(base)).containsExactly(new Head(ANNA, 4), new Head(SELF, 1));
        assertThat(base.with(2, later.since(base))).isEqualTo(later);
        assertThat(later.since(later)).isEmpty();
    }

    @Test
    void whoIsNoMemberIsLeftOut() {
        Checkpoint both = Checkpoint.of(1, List.of(new Head(ANNA, 3), new Head(BERT, 5)));

        assertThat(both.within(new Ring(SELF, List.of(BERT))).heads()).containsExactly(new Head(BERT, 5));
    }

    // ---- waiting times

    @Test
    void patienceFollowsWhatWasSeenWithinItsBounds() {
        var trips = new RoundTrips();
        long unknown = trips.patience(ANNA);
        trips.sample(BERT, Duration.ofHours(1).toNanos());
        for (int sample = 0; sample < 100; sample++) {
            trips.sample(ANNA, Duration.ofMillis(100).toNanos());
        }

        assertThat(trips.patience(BERT)).isEqualTo(Duration.ofSeconds(2).toNanos());
        assertThat(trips.patience(ANNA))
                .isBetween(Duration.ofMillis(100).toNanos(), Duration.ofMillis(102).toNanos());
        for (int sample = 0; sample < 100; sample++) {
            trips.sample(ANNA, 1);
        }
        assertThat(trips.patience(ANNA)).isEqualTo(Duration.ofMillis(10).toNanos());
        trips.retain(new Ring(SELF, List.of(BERT)));
        assertThat(trips.patience(ANNA)).isEqualTo(unknown);
    }

    @Test
    void patienceGrowsWithUncertainty() {
        var steady = new RoundTrips();
        var shaky = new RoundTrips();
        for (int sample = 0; sample < 50; sample++) {
            steady.sample(ANNA, Duration.ofMillis(50).toNanos());
            shaky.sample(ANNA, Duration.ofMillis(sample % 2 == 0 ? 10 : 90).toNanos());
        }

        assertThat(shaky.patience(ANNA)).isGreaterThan(steady.patience(ANNA) * 2);
    }

    // ---- receipts

    @Test
    void receiptsForOnePeerGoInOneFrameAndDoneSaysMoreThanBegun() {
        var site = new PaperSite(SELF, Map.of(SELF, 0L, ANNA, 0L, BERT, 0L));
        var book = new ReceiptBook(site);

        book.begun(ANNA, 1);
        book.begun(ANNA, 2);
        book.done(ANNA, 1);
        book.unknown(BERT, 7);
        book.send();
        book.send();

        assertThat(site.sent())
                .containsExactly(
                        new PaperSite.Letter(
                                List.of(ANNA), new Content.Receipts(List.of(2L), List.of(1L), List.of())),
                        new PaperSite.Letter(
                                List.of(BERT), new Content.Receipts(List.of(), List.of(), List.of(7L))));
    }

    @Test
    void receiptsAreCutWithoutLosingOne() {
        var receipts = new Content.Receipts(List.of(1L, 2L, 3L), List.of(4L), List.of(5L, 6L));

        List<Content.Receipts> halves = receipts.halves();

        assertThat(halves).hasSize(2).allMatch(half -> half.size() > 0 && half.size() < receipts.size());
        assertThat(halves.stream().flatMap(half -> half.begun().stream())).containsExactly(1L, 2L, 3L);
        assertThat(halves.stream().flatMap(half -> half.done().stream())).containsExactly(4L);
        assertThat(halves.stream().flatMap(half -> half.unknown().stream())).containsExactly(5L, 6L);
    }
}
