package io.processhub.strategy.synchronization.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.processhub.cluster.NodeId;
import io.processhub.log.Logs.Head;
import io.processhub.strategy.synchronization.RecordingContext;
import io.processhub.strategy.synchronization.SyncMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The small parts of gossip: heads, checkpoints, ids of rounds, waiting times and acknowledgements. */
final class PartsTest {
    private static final NodeId SELF = new NodeId("self", 1);
    private static final NodeId ANNA = new NodeId("anna", 1);
    private static final NodeId BERT = new NodeId("bert", 1);
    private static final RoundId ONE = RoundId.first(7, 1);
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

        Checkpoint one = Checkpoint.of(ONE, heads);
        Checkpoint other = Checkpoint.of(ONE, heads.reversed()).with(ONE, heads);

        assertThat(one).isEqualTo(other);
        assertThat(one.heads()).containsExactly(new Head(ANNA, 9), new Head(BERT, 5));
        assertThat(one.version(SELF)).isZero();
    }

    @Test
    void whatChangedSinceACheckpointMakesTheLaterOne() {
        Checkpoint base = Checkpoint.of(ONE, List.of(new Head(ANNA, 3), new Head(BERT, 5)));
        Checkpoint later = base.with(ONE.next(), List.of(new Head(ANNA, 4), new Head(SELF, 1)));

        assertThat(later.since(base)).containsExactly(new Head(ANNA, 4), new Head(SELF, 1));
        assertThat(base.with(ONE.next(), later.since(base))).isEqualTo(later);
        assertThat(later.since(later)).isEmpty();
    }

    @Test
    void whoIsNoMemberIsLeftOut() {
        Checkpoint both = Checkpoint.of(ONE, List.of(new Head(ANNA, 3), new Head(BERT, 5)));

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
                .isBetween(
                        Duration.ofMillis(100).toNanos(), Duration.ofMillis(102).toNanos());
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

    // ---- ids of rounds

    @Test
    void anIdIsTheSameAfterItWasANumber() {
        for (int initiator : new int[] {0, 1, -1, Integer.MIN_VALUE, 0x1234_5678}) {
            for (int number : new int[] {0, 1, 1 << 20, (1 << 30) - 1}) {
                RoundId id = RoundId.first(initiator, number).next();

                assertThat(RoundId.of(id.toLong())).isEqualTo(id);
                assertThat(id).isEqualTo(new RoundId(initiator, number, 2));
            }
        }
        assertThat(RoundId.NONE.toLong()).isZero();
        assertThat(RoundId.UNTOLD.toLong()).isEqualTo(-1);
        assertThat(RoundId.first(1, 2).toLong()).isEqualTo(0x1_0000_0009L);
    }

    @Test
    void idsOfOneInitiatorAreADistanceApart() {
        RoundId id = RoundId.first(7, 1_000);

        assertThat(id.since(RoundId.first(7, 990))).isEqualTo(10);
        assertThat(id.back(10)).isEqualTo(RoundId.first(7, 990));
        assertThat(id.since(RoundId.first(8, 990))).isZero();
        assertThat(id.since(RoundId.first(7, 990).next())).isZero();
        assertThat(id.since(RoundId.first(7, 1_001))).isZero();
        assertThat(id.since(RoundId.NONE)).isZero();
    }

    @Test
    void aRoundHasThreePhases() {
        RoundId first = RoundId.first(7, 5);

        assertThat(first.last()).isFalse();
        assertThat(first.next().next().last()).isTrue();
        assertThat(first.sameRound(first.next().next())).isTrue();
        assertThat(first.sameRound(RoundId.first(7, 6))).isFalse();
    }

    // ---- acknowledgements

    private static List<RecordingContext.Sent> sent(RecordingContext hub, Consumer<AckBatch> acknowledge) {
        var batch = new AckBatch(new GossipContext(new Gossip(), hub));
        acknowledge.accept(batch);
        batch.send();
        batch.send();
        return hub.sent();
    }

    private static RecordingContext.Sent acks(NodeId to, GossipMessage.Acks acks, RecordingContext hub) {
        return new RecordingContext.Sent(List.of(to), new GossipCodec(hub.codec()).encode(acks));
    }

    @Test
    void acknowledgementsForOnePeerShareAMessageAndDoneIncludesBegun() {
        var hub = new RecordingContext(SELF, Map.of(SELF, 0L, ANNA, 0L, BERT, 0L));

        List<RecordingContext.Sent> sent = sent(hub, batch -> {
            batch.begun(new Subtree.Parent(ANNA, 1));
            batch.begun(new Subtree.Parent(ANNA, 2));
            batch.done(new Subtree.Parent(ANNA, 1));
            batch.unknown(new Subtree.Parent(BERT, 7));
        });

        assertThat(sent)
                .containsExactly(
                        acks(ANNA, new GossipMessage.Acks(List.of(1L), List.of(2L), List.of()), hub),
                        acks(BERT, new GossipMessage.Acks(List.of(), List.of(), List.of(7L)), hub));
    }

    @Test
    void acknowledgementsThatDoNotFitAreSentInParts() {
        var hub = new RecordingContext(SELF, Map.of(SELF, 0L, ANNA, 0L));
        hub.customBytesMax(100);
        List<Long> numbers =
                LongStream.range(0, 1_000).map(one -> one << 40).boxed().toList();

        List<RecordingContext.Sent> sent =
                sent(hub, batch -> numbers.forEach(number -> batch.done(new Subtree.Parent(ANNA, number))));

        var codec = new GossipCodec(hub.codec());
        assertThat(sent).allMatch(one -> ((SyncMessage.Custom) one.message()).size() <= 100);
        assertThat(sent.stream()
                        .map(one -> (GossipMessage.Acks) codec.decode((SyncMessage.Custom) one.message()))
                        .flatMap(acks -> acks.done().stream()))
                .isEqualTo(numbers);
    }

    // ---- options

    @Test
    void optionsOutOfTheirRangesAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Gossip().directUpTo(-1))
                .withMessageContaining("directUpTo -1 of Gossip is not between 0 and 1000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Gossip().directUpTo(1_001))
                .withMessageContaining("directUpTo 1001");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Gossip().recipients(0))
                .withMessageContaining("recipients 0 of Gossip is not between 1 and 64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Gossip().interval(Duration.ZERO))
                .withMessageContaining("interval PT0S");
    }

    @Test
    void theTextTellsTheOptionsAndNodesNeedNotAgreeOnThem() {
        assertThat(new Gossip())
                .hasToString("Gossip[interval=PT15S, recipients=8, directUpTo=16, restrictedInit=true]");
        assertThat(new Gossip().agreement())
                .isEqualTo(new Gossip().recipients(2).directUpTo(0).agreement());
    }
}
