package io.processhub.testkit.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.process.StartOptions;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.strategy.partition.Arbitrated;
import io.processhub.strategy.partition.MajorityQuorum;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A cluster of an even number of nodes that is split into halves, and the arbiter that it asks. */
final class Halves {
    static final Duration VALIDITY = Duration.ofSeconds(6);
    static final Duration DEADLINE = Duration.ofSeconds(2);

    /** The slowest detection, and two seconds more. */
    static final Duration WINDOW = Duration.ofSeconds(4);

    private static final Duration STEP = Duration.ofMillis(2);
    private static final int PROCESSES = 20;

    final SimulatedArbiter arbiter;
    final SimulatedCluster cluster;
    private final int nodes;
    private final List<ProcessId> ids;
    private final List<String> one = new ArrayList<>();
    private final List<String> other = new ArrayList<>();
    private SimulatedCluster.Split split = () -> {};

    /** When the network has changed last. */
    private Duration changed = Duration.ZERO;

    Halves(int nodes, long seed) {
        this.nodes = nodes;
        this.arbiter = new SimulatedArbiter(seed);
        List<String> all =
                IntStream.rangeClosed(1, nodes).mapToObj(node -> "n" + node).toList();
        arbiter.silentFor(all); // some nodes meet half of the others first
        this.cluster = SimulatedCluster.of(nodes)
                .seed(seed)
                .settings(hub -> hub.partition(new Arbitrated(new MajorityQuorum(nodes, true), VALIDITY, DEADLINE))
                        .arbiter(arbiter::ask))
                .start();
        cluster.settle();
        List<ProcessSpec<Object>> specs = IntStream.range(0, PROCESSES)
                .mapToObj(number -> SimulatedCluster.probe("p" + number))
                .toList();
        assertThat(cluster.await(cluster.hub(1).startAll(specs, StartOptions.STANDARD))
                        .ok())
                .isTrue();
        this.ids = specs.stream().map(ProcessSpec::id).toList();
        cluster.settle();
        arbiter.silentFor(List.of());
    }

    /** Splits the nodes into halves by chance; without chance, the first half from the rest. */
    void split(long seed) {
        List<Integer> all =
                new ArrayList<>(IntStream.rangeClosed(1, nodes).boxed().toList());
        if (seed != 0) {
            Collections.shuffle(all, new Random(seed));
        }
        List<Integer> side = all.subList(0, nodes / 2);
        one.clear();
        other.clear();
        all.forEach(node -> (side.contains(node) ? one : other).add("n" + node));
        split = cluster.split(side.stream().mapToInt(Integer::intValue).toArray());
        changed = cluster.elapsed();
    }

    void heal() {
        split.heal();
        changed = cluster.elapsed();
    }

    List<String> one() {
        return one;
    }

    List<String> other() {
        return other;
    }

    /** Lets time pass, in which never both halves run anything but in the time in which a split is detected. */
    void run(Duration time) {
        Duration end = cluster.elapsed().plus(time);
        while (cluster.elapsed().compareTo(end) < 0) {
            cluster.run(STEP);
            arbiter.turn(cluster.elapsed());
            if (cluster.elapsed().minus(changed).compareTo(WINDOW) > 0) {
                assertThat(!one.isEmpty() && held(one) && held(other))
                        .as("both halves run at %s", cluster.elapsed())
                        .isFalse();
            }
        }
    }

    private List<Integer> numbers(List<String> names) {
        return names.stream().map(name -> Integer.valueOf(name.substring(1))).toList();
    }

    private boolean quorum(int node) {
        return cluster.hub(node).status().membership().quorum();
    }

    /** Whether a node of a half may run processes. */
    boolean held(List<String> half) {
        return numbers(half).stream().anyMatch(this::quorum);
    }

    /** Whether all nodes of a half may. */
    boolean heldByAll(List<String> half) {
        return numbers(half).stream().allMatch(this::quorum);
    }

    /** How many copies of processes run on some nodes. */
    long running(List<String> half) {
        return ids.stream()
                .flatMap(id -> cluster.runningCopiesOf(id).stream())
                .filter(copy -> half.contains(copy.node().name()))
                .count();
    }

    /** Every process runs, in one of the halves, and none in the other one. */
    void assertOneGoesOn() {
        assertThat(List.of(running(one), running(other))).containsExactlyInAnyOrder((long) PROCESSES, 0L);
        assertThat(heldByAll(one)).isNotEqualTo(heldByAll(other));
        assertThat(held(one) && held(other)).isFalse();
    }

    void assertNoneGoesOn() {
        assertThat(List.of(running(one), running(other))).containsExactly(0L, 0L);
        assertThat(held(one) || held(other)).isFalse();
    }

    String advice(List<String> half) {
        int node = numbers(half).getFirst();
        return cluster.hub(node).status().membership().advice();
    }

    String obstacle(List<String> half) {
        int node = numbers(half).getFirst();
        return cluster.await(cluster.hub(node).explain(ids.getFirst())).obstacle();
    }

    /** Everything is as it was before the split. */
    void assertWhole() {
        heal();
        one.clear();
        other.clear();
        cluster.settle();
        assertThat(ids).allSatisfy(id -> assertThat(cluster.runningCopiesOf(id)).hasSize(1));
        cluster.check();
    }
}
