package io.processhub.benchmarks.synchronization.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.benchmarks.synchronization.network.Arrivals;
import io.processhub.strategy.synchronization.PubSub;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.gossip.Gossip;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the rig measures can be told in advance where nothing is lost. */
final class RigTest {
    private static final int NODES = 40;
    private static final int ENTRY_BYTES = 200;

    static Stream<SynchronizationStrategy> strategies() {
        return Stream.of(new Gossip(), new PubSub());
    }

    private static Rig rig(SynchronizationStrategy strategy, double loss, int entries) {
        return new Rig(new Setting(NODES, strategy, loss, NODES, entries, ENTRY_BYTES, 1));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void everyOtherNodeIsSentAChangeOnce(SynchronizationStrategy strategy) {
        Rig rig = rig(strategy, 0, 0);
        rig.meetSilently();

        Arrivals arrivals = rig.change(3, 2);
        rig.pass(Duration.ofSeconds(1));

        assertThat(arrivals.missed()).isZero();
        assertThat(rig.traffic().entries()).isEqualTo(2 * (NODES - 1));
        assertThat(rig.traffic().bytes()).isGreaterThan(2L * ENTRY_BYTES * (NODES - 1));
        assertThat(rig.lagging()).isZero();
    }

    @Test
    void pubSubSendsOneMessageToEach() {
        Rig rig = rig(new PubSub(), 0, 0);
        rig.meetSilently();

        long begin = rig.now();
        Arrivals arrivals = rig.change(0, 1);
        rig.pass(Duration.ofSeconds(1));

        assertThat(rig.traffic().messages()).isEqualTo(NODES - 1);
        assertThat(rig.traffic().sends(0)).isEqualTo(NODES - 1);
        assertThat(arrivals.hopsMax()).isEqualTo(1);
        assertThat(rig.inLatencies(arrivals.last() - begin)).isBetween(0.5, 1.5);
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void aRoundMendsWhatNoNodeHeard(SynchronizationStrategy strategy) {
        Rig rig = rig(strategy, 0.2, 5);
        rig.meetSilently();
        assertThat(rig.lagging()).isEqualTo(NODES * (NODES - 1));

        rig.pass(Duration.ofMinutes(2));

        assertThat(rig.lagging()).isZero();
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void whoJoinsReadsEverything(SynchronizationStrategy strategy) {
        Rig rig = rig(strategy, 0, 20);
        rig.meetAllButLast();
        assertThat(rig.lastKnowsAll()).isFalse();

        rig.joinLast();
        rig.pass(Duration.ofSeconds(5));

        assertThat(rig.lastKnowsAll()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void whoJoinsWithNothingIsSentEachEntryOnce(SynchronizationStrategy strategy) {
        int peers = 4;
        int each = 1_000;
        var rig = new Rig(new Setting(peers + 1, strategy, 0, peers, each, ENTRY_BYTES, 1));
        rig.meetAllButLast();
        rig.traffic().reset();

        rig.joinLast();
        rig.pass(Duration.ofSeconds(5));

        assertThat(rig.lastKnowsAll()).isTrue();
        assertThat(rig.traffic().entries()).isEqualTo((long) peers * each);
    }

    @Test
    void anEntryTakesAsManyBytesAsAskedFor() {
        Rig small = rig(new PubSub(), 0, 0);
        small.meetSilently();
        small.change(0, 10); // the first stretch names no beginning
        small.traffic().reset();
        small.change(0, 10);
        long ten = small.traffic().bytes();
        small.traffic().reset();
        small.change(0, 11);

        assertThat(small.traffic().bytes() - ten)
                .isBetween((ENTRY_BYTES - 2L) * (NODES - 1), (ENTRY_BYTES + 2L) * (NODES - 1));
    }
}
