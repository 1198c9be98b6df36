package io.processhub.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.processhub.cluster.NodeId;
import io.processhub.guard.StrategyGuard;
import io.processhub.process.ProcessType;
import io.processhub.registry.Intent.Wanted;
import io.processhub.spec.Metadata;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.strategy.distribution.DistributionStrategy.Score;
import io.processhub.strategy.distribution.LoadProbe;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.time.Agenda;
import io.processhub.wire.Packet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LoadTableTest {
    private static final NodeId SELF = node("self");
    private static final NodeId A = node("a");
    private static final NodeId B = node("b");
    private static final NodeId C = node("c");
    private static final SyncMessage OFFER = new SyncMessage.Offer(List.of());
    private static final SyncMessage CUSTOM = new SyncMessage.Custom(new byte[0]);
    private static final Wanted PROCESS =
            new Wanted(ProcessType.of("t", Object.class).spec("p"), Metadata.NONE);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Agenda agenda = new Agenda();
    private final List<Wanted> running = new ArrayList<>();
    private final StrategyGuard guard = new StrategyGuard();
    private LoadTable table = table(LoadProbe.processes());

    private static NodeId node(String name) {
        return new NodeId(name, 1);
    }

    private LoadTable table(LoadProbe probe) {
        agenda.turn(0);
        var meter = new Meter(SELF, 2, () -> List.copyOf(running), () -> new LoadProbe.Machine(0, 0, 0), guard);
        return new LoadTable(meter, Optional.of(probe), agenda, new Random(1), INTERVAL);
    }

    private void pass(Duration time) {
        agenda.turn(agenda.nanos() + time.toNanos());
    }

    private void run(int count) {
        running.clear();
        running.addAll(Collections.nCopies(count, PROCESS));
    }

    private static Packet.Score score(NodeId node, double load, int copies, Duration age) {
        return new Packet.Score(node, load, copies, (int) age.toMillis());
    }

    private static List<Candidate> candidates() {
        return List.of(new Candidate(A, 1, ""), new Candidate(B, 2, ""), new Candidate(SELF, 2, ""));
    }

    private Optional<Score> score(NodeId node) {
        return table.of(candidates()).of().apply(node).score();
    }

    private double load(NodeId node) {
        return score(node).orElseThrow().load();
    }

    // ---- on the way

    @Test
    void anOfferTakesTheScoreOfThisNode() {
        run(6);
        assertThat(table.along(List.of(A), OFFER)).containsExactly(new Packet.Score(SELF, 3, 6, 0));
    }

    @Test
    void nothingGoesAlongWithNews() {
        assertThat(table.along(List.of(A), new SyncMessage.Request(List.of()))).isEmpty();
    }

    @Test
    void nothingGoesAlongWhenNoLoadIsAskedFor() {
        var meter = new Meter(SELF, 2, List::of, () -> new LoadProbe.Machine(0, 0, 0), guard);
        var silent = new LoadTable(meter, Optional.empty(), agenda, new Random(1), INTERVAL);
        silent.heard(C, List.of(score(A, 1, 1, Duration.ZERO)));

        assertThat(silent.along(List.of(B), OFFER)).isEmpty();
        assertThat(silent.of(candidates()).of().apply(A).score()).isEmpty();
    }

    @Test
    void aMemberIsSentScoresOnceInHalfAnInterval() {
        assertThat(table.along(List.of(A), OFFER)).hasSize(1);
        pass(Duration.ofMillis(4_999));
        assertThat(table.along(List.of(A), CUSTOM)).isEmpty();
        assertThat(table.along(List.of(A, B), CUSTOM)).as("for B").hasSize(1);
        pass(Duration.ofSeconds(5));
        assertThat(table.along(List.of(A), CUSTOM)).hasSize(1);
    }

    @Test
    void messagesOfTheStrategyPassOnSomeOthersByChance() {
        List<NodeId> others =
                IntStream.range(0, 20).mapToObj(i -> node("n" + i)).toList();
        others.forEach(other -> table.heard(C, List.of(score(other, 1, 1, Duration.ofMillis(70)))));
        Set<NodeId> passedOn = new TreeSet<>();
        for (int round = 0; round < 30; round++) {
            pass(Duration.ofMillis(500));
            List<Packet.Score> along = table.along(List.of(node("peer" + round)), CUSTOM);
            assertThat(along).hasSize(4).extracting(Packet.Score::node).doesNotHaveDuplicates();
            assertThat(along.getLast().age()).isEqualTo(70 + 500 * (round + 1));
            along.forEach(score -> passedOn.add(score.node()));
        }

        assertThat(passedOn).hasSize(21).contains(SELF);
        assertThat(table.along(List.of(A), OFFER)).hasSize(1);
    }

    @Test
    void aReceiverIsNotSentItsOwnScore() {
        table.heard(C, List.of(score(A, 1, 1, Duration.ZERO)));

        assertThat(table.along(List.of(A), CUSTOM))
                .extracting(Packet.Score::node)
                .containsExactly(SELF);
    }

    @Test
    void whoHasJustSentScoresIsSentNoOthers() {
        table.heard(C, List.of(score(A, 1, 1, Duration.ZERO)));
        assertThat(table.along(List.of(C), CUSTOM))
                .extracting(Packet.Score::node)
                .containsExactly(SELF);

        pass(Duration.ofSeconds(5));
        assertThat(table.along(List.of(C), CUSTOM))
                .extracting(Packet.Score::node)
                .containsExactly(SELF, A);
    }

    // ---- at rest

    /** Sends as often as a round does; whether the score of this node goes along each time. */
    private List<Boolean> sent(int intervals) {
        List<Boolean> sent = new ArrayList<>();
        for (int round = 0; round < intervals; round++) {
            sent.add(!table.along(List.of(A), OFFER).isEmpty());
            pass(INTERVAL);
        }
        return sent;
    }

    @Test
    void aScoreThatStandsIsSentForFourIntervalsInSixty() {
        run(6);
        List<Boolean> sent = sent(122);
        for (int round = 0; round < sent.size(); round++) {
            assertThat(sent.get(round)).as("round %d", round).isEqualTo(round % 61 < 5);
        }
    }

    @Test
    void aScoreThatHasChangedIsSentAgain() {
        run(6);
        assertThat(sent(6)).endsWith(true, false);
        run(7);
        assertThat(table.along(List.of(A), OFFER)).containsExactly(new Packet.Score(SELF, 3.5, 7, 0));
    }

    @Test
    void aLoadHasToChangeByATwentiethToBeSentAgain() {
        double[] load = {1};
        table = table(reading -> load[0]);
        assertThat(sent(6)).endsWith(true, false);
        load[0] = 1.03;
        assertThat(sent(1)).containsExactly(false);
        load[0] = 1.052;
        assertThat(sent(1)).as("of the first one, not of the last").containsExactly(false);
        load[0] = 1.053;
        assertThat(sent(6)).containsExactly(true, true, true, true, true, false);
        load[0] = 0;
        assertThat(sent(1)).containsExactly(true);
    }

    @Test
    void aMemberThatJoinsIsSentWhatStands() {
        assertThat(sent(6)).endsWith(true, false);
        table.joined();
        assertThat(table.along(List.of(B), OFFER)).hasSize(1);
    }

    @Test
    void whatIsNotSentDoesNotPutOffWhatIs() {
        assertThat(sent(6)).endsWith(true, false);
        assertThat(table.along(List.of(A), OFFER)).isEmpty();
        run(1);
        pass(Duration.ofSeconds(1));
        assertThat(table.along(List.of(A), OFFER)).hasSize(1);
    }

    // ---- freshness

    @Test
    void theScoreThatWasMadeLaterCounts() {
        table.heard(C, List.of(score(A, 1, 0, Duration.ofSeconds(5))));
        table.heard(C, List.of(score(A, 2, 0, Duration.ofSeconds(9))));
        assertThat(load(A)).isEqualTo(1);

        table.heard(C, List.of(score(A, 3, 0, Duration.ofSeconds(4))));
        assertThat(load(A)).isEqualTo(3);
    }

    @Test
    void aScoreIsPassedOnForFourIntervalsAndKnownForSixtyMore() {
        table.heard(C, List.of(score(A, 1, 0, Duration.ofSeconds(5))));
        pass(INTERVAL.multipliedBy(4).minusSeconds(5));
        assertThat(table.along(List.of(B), CUSTOM))
                .extracting(Packet.Score::node)
                .containsExactly(SELF, A);

        pass(INTERVAL.multipliedBy(60));
        assertThat(score(A).orElseThrow().age()).isEqualTo(INTERVAL.multipliedBy(64));
        assertThat(table.along(List.of(B), CUSTOM)).isEmpty();

        pass(Duration.ofMillis(1));
        assertThat(score(A)).isEmpty();
    }

    @Test
    void aNodeThatIsLostIsForgotten() {
        table.heard(C, List.of(score(A, 1, 0, Duration.ZERO)));
        assertThat(table.along(List.of(A), OFFER)).hasSize(1);
        table.lost(A);

        assertThat(score(A)).isEmpty();
        assertThat(table.along(List.of(A), OFFER)).as("it is back").hasSize(1);
    }

    @Test
    void whatOthersSayOfThisNodeDoesNotCount() {
        run(2);
        table.heard(C, List.of(score(SELF, 99, 1, Duration.ZERO)));

        assertThat(table.along(List.of(A), OFFER)).containsExactly(new Packet.Score(SELF, 1, 2, 0));
    }

    @Test
    void thisNodeIsMeasuredAgainAfterASecond() {
        run(2);
        assertThat(table.along(List.of(A), OFFER).getFirst().copies()).isEqualTo(2);
        run(4);
        pass(Duration.ofMillis(999));
        assertThat(table.along(List.of(B), OFFER)).containsExactly(new Packet.Score(SELF, 1, 2, 999));
        pass(Duration.ofMillis(1));
        assertThat(table.along(List.of(C), OFFER)).containsExactly(new Packet.Score(SELF, 2, 4, 0));
    }

    @Test
    void aProbeThatFailsMakesTheLoadUnknown() {
        table = table(reading -> {
            throw new IllegalStateException("no idea");
        });
        assertThat(table.along(List.of(A), OFFER)).isEmpty();
        assertThat(guard.failure()).isNotNull();

        table = table(reading -> Double.NaN);
        assertThat(score(SELF)).isEmpty();
    }

    // ---- since then

    @Test
    void whatANodeWasGivenSinceItMeasuredCountsAtTheMeanCost() {
        table.heard(C, List.of(score(A, 30, 10, Duration.ofSeconds(3)), score(B, 20, 10, Duration.ofSeconds(3))));
        for (int process = 0; process < 12; process++) {
            table.moved(List.of(), List.of(A, B));
        }

        // the work is 30 + 2 · 20 for 20 copies: 3.5 each, half as much on a node of twice the weight
        assertThat(load(A)).isCloseTo(37, within(1e-9));
        assertThat(load(B)).isCloseTo(23.5, within(1e-9));
        assertThat(score(B).orElseThrow().step()).isCloseTo(1.75, within(1e-9));
        assertThat(table.of(candidates()).of().apply(A).copies()).isEqualTo(12);
    }

    @Test
    void whatANodeHasLostSinceCountsToo() {
        table.heard(C, List.of(score(A, 10, 10, Duration.ZERO)));
        for (int process = 0; process < 10; process++) {
            table.moved(List.of(), List.of(A));
        }
        table.moved(List.of(A), List.of(B));
        table.moved(List.of(A), List.of());
        table.moved(List.of(B), List.of(B));

        assertThat(load(A)).isCloseTo(8, within(1e-9));
        assertThat(table.of(candidates()).of().apply(B).copies()).isEqualTo(1);
    }

    @Test
    void anIdleClusterCountsOneForEach() {
        table.heard(C, List.of(score(B, 0, 0, Duration.ZERO)));
        table.moved(List.of(), List.of(B));

        assertThat(load(B)).isEqualTo(0.5);
    }
}
