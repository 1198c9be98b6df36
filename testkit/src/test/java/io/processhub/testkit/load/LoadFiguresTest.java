package io.processhub.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.environment.Environment;
import io.processhub.strategy.distribution.ConsistentHashing;
import io.processhub.strategy.distribution.DistributionStrategy;
import io.processhub.strategy.distribution.LoadBalanced;
import io.processhub.strategy.synchronization.PubSub;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.gossip.Gossip;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Measures what docs/adr/0015-load.md tells: ten nodes with the capacities 1, 2 and 4, and {@code -Dload.figures}
 * processes of unequal cost, to be 10,000. Writes a line for each minute.
 */
@EnabledIfSystemProperty(named = "load.figures", matches = "[1-9][0-9]+")
final class LoadFiguresTest {
    private static final int PROCESSES = Integer.getInteger("load.figures", 0);
    private static final int MINUTES = 5;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int CHANGES = 60;
    private static final Duration STEP = Duration.ofMillis(500);

    /** In so many intervals each score that stands is repeated once. */
    private static final int INTERVALS_AT_REST = 61;

    private static final Duration INTERVAL = Duration.ofSeconds(15);

    static Stream<Arguments> combinations() {
        return Stream.of(new PubSub(), new Gossip())
                .flatMap(synchronization -> Stream.of(
                                new LoadBalanced(new LoadBalancedTest.Strain()), new ConsistentHashing())
                        .map(distribution -> Arguments.of(synchronization, distribution)));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void measure(SynchronizationStrategy synchronization, DistributionStrategy distribution) {
        var watched = new Watched(distribution);
        int[] started = {0};
        SimulatedCluster cluster = SimulatedCluster.of(10)
                .settings(hub -> hub.distribution(watched)
                        .synchronization(synchronization)
                        .weight(Scales.capacity(++started[0])))
                .start();
        var scales = new Scales(cluster);
        cluster.run(Duration.ofSeconds(40));
        Figures.write(String.format(Locale.ROOT, "%s, %s", synchronization, distribution));
        for (int node = 1; node <= 10; node++) {
            scales.start(node, (node - 1) * PROCESSES / 10, node * PROCESSES / 10);
        }
        minutes("started", cluster, scales);
        Traffic before = cluster.traffic();
        cluster.run(INTERVAL.multipliedBy(INTERVALS_AT_REST));
        Figures.write(String.format(
                Locale.ROOT,
                "at rest: %.1f bytes for each node and interval",
                cluster.traffic().since(before).bytes() / 10.0 / INTERVALS_AT_REST));
        cluster.add();
        minutes("joined", cluster, scales);
        cluster.await(cluster.leave(3, MINUTE));
        minutes("left", cluster, scales);
        cluster.use(2, new Environment.Usage(0.5, 0));
        minutes("hot", cluster, scales);
        if (distribution instanceof LoadBalanced) {
            changes(cluster, scales, watched);
        }
    }

    private static void minutes(String when, SimulatedCluster cluster, Scales scales) {
        for (int minute = 0; minute <= MINUTES; minute++) {
            Figures.write(String.format(
                    Locale.ROOT,
                    "%s, minute %d: imbalance %.3f, %d moves",
                    when,
                    minute,
                    scales.imbalance(1),
                    scales.moves(1)));
            cluster.run(MINUTE);
        }
    }

    /** How long after its load has changed a node is given processes by the new load, by another node. */
    private static void changes(SimulatedCluster cluster, Scales scales, Watched watched) {
        List<Duration> times = new ArrayList<>();
        int started = PROCESSES;
        for (int number = 0; number < CHANGES; number++) {
            int changed = 1 + number % 2;
            cluster.use(changed, number % 4 < 2 ? new Environment.Usage(0.2, 0) : Environment.Usage.UNKNOWN);
            Duration passed = Duration.ZERO;
            do {
                cluster.run(STEP);
                passed = passed.plus(STEP);
                scales.start(4 + number % 6, started, ++started);
            } while (watched.age(cluster.hub(changed).self()).compareTo(passed) > 0);
            times.add(passed);
            cluster.run(MINUTE);
        }
        times.sort(null);
        Figures.write(String.format(
                Locale.ROOT,
                "a changed load is known: half after %s, 9 of 10 after %s, all after %s",
                times.get(CHANGES / 2),
                times.get(CHANGES * 9 / 10),
                times.getLast()));
        assertThat(watched.moves()).allMatch(moves -> moves <= 20);
    }
}
