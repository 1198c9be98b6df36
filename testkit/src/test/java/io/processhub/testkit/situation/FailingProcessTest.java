package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.HubBuilder;
import io.processhub.HubStatus;
import io.processhub.ProcessHub;
import io.processhub.StartReport;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.process.StartOptions;
import io.processhub.process.StartResult;
import io.processhub.registry.Registration;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.RestartLimit;
import io.processhub.spec.StartReason;
import io.processhub.strategy.distribution.DistributionStrategy;
import io.processhub.strategy.migration.HotSwap;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Processes that fail to start on some nodes, or on all. */
final class FailingProcessTest {
    private static final ProcessType<Object> PICKY = ProcessType.of("picky", Object.class);
    private static final Duration SOON = Duration.ofSeconds(20);

    /** In which all that a join sets off has been tried. */
    private static final Duration MOVES = Duration.ofSeconds(2);

    private final Set<String> badNodes = new TreeSet<>();

    /** Starts only on nodes that are not bad. */
    private final class Picky implements HubProcess<Object> {
        @Override
        public void onStart(ProcessContext<Object> context) {
            if (badNodes.contains(context.node().name())) {
                throw new IllegalStateException("no disk on " + context.node().name());
            }
        }

        @Override
        public void onMessage(Message<Object> message) {}
    }

    private HubBuilder picky(HubBuilder hub) {
        return hub.process(PICKY, Picky::new);
    }

    /** Parked for an hour after the first failure. */
    private static ProcessSpec<?> spec(String id) {
        var limit = new RestartLimit(
                0, Duration.ofMinutes(1), Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofHours(1));
        return PICKY.spec(id).limit(limit);
    }

    private static List<ProcessHub> hubs(SimulatedCluster cluster, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(cluster::hub).toList();
    }

    private static void awaitBalance(SimulatedCluster cluster, int nodes) {
        cluster.runUntil(
                () -> cluster.running(nodes)
                        && hubs(cluster, nodes).stream()
                                .map(hub -> hub.status().membership())
                                .allMatch(members -> members.nodes().size() == nodes && !members.redistributing()),
                SOON);
    }

    @Seeds(10)
    void whatCanRunNowhereKeepsNoRedistributionOpen(long seed) {
        badNodes.addAll(List.of("n1", "n2", "n3"));
        SimulatedCluster cluster =
                SimulatedCluster.of(2).seed(seed).settings(this::picky).start();
        for (String id : List.of("a", "b", "c", "d")) {
            Probes.unheeded(cluster.hub(1).ensure(spec(id)));
        }
        cluster.run(SOON);

        cluster.add();

        awaitBalance(cluster, 3);
        assertThat(cluster.hub(1).status().registry().waiting()).isEqualTo(4);
    }

    @Seeds(10)
    void whatFailsAgainAndAgainKeepsNoRedistributionOpen(long seed) {
        badNodes.addAll(List.of("n1", "n2", "n3"));
        SimulatedCluster cluster =
                SimulatedCluster.of(2).seed(seed).settings(this::picky).start();
        var limit = new RestartLimit(
                1_000, Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofHours(1));
        Probes.unheeded(cluster.hub(1).ensure(PICKY.spec("a").limit(limit)));
        cluster.run(SOON);

        cluster.add();

        awaitBalance(cluster, 3);
    }

    @Seeds(10)
    void aTargetThatCannotStartWhatMovesKeepsNoRedistributionOpen(long seed) {
        badNodes.add("n3");
        SimulatedCluster cluster = SimulatedCluster.of(2)
                .seed(seed)
                .settings(hub -> picky(hub).migration(HotSwap.withState()))
                .start();
        var specs = new ArrayList<ProcessSpec<?>>();
        IntStream.range(0, 20).forEach(number -> specs.add(spec("p" + number)));
        cluster.await(cluster.startAll(1, specs));
        cluster.settle();

        cluster.add();

        awaitBalance(cluster, 3);
        assertThat(specs)
                .allSatisfy(one -> assertThat(cluster.runningCopiesOf(one.id())).hasSize(1));
        assertThat(hubs(cluster, 3).getLast().local()).isEmpty();
        cluster.settle();
        cluster.check();
    }

    /** Goal: a cold swap stops nothing before its target runs the process, so a bad target costs no process. */
    @Seeds(5)
    void aTargetThatCannotStartWhatMovesStopsNothing(long seed) {
        badNodes.add("n3");
        SimulatedCluster cluster =
                SimulatedCluster.of(2).seed(seed).settings(this::picky).start();
        var specs = new ArrayList<ProcessSpec<?>>();
        IntStream.range(0, 30).forEach(number -> specs.add(spec("p" + number)));
        cluster.await(cluster.startAll(1, specs));
        cluster.settle();

        cluster.add();
        cluster.runUntil(() -> cluster.running(3), SOON);
        Duration joined = cluster.elapsed();
        cluster.runUntil(
                () -> {
                    assertThat(cluster.evidence().world().running()).hasSameSizeAs(specs);
                    return cluster.elapsed().minus(joined).compareTo(MOVES) > 0;
                },
                SOON);

        assertThat(cluster.hub(1).snapshot()).anyMatch(found -> !found.parked().isEmpty());
        cluster.settle();
        cluster.check();
    }

    /** No node owns anything. */
    private record Nowhere() implements DistributionStrategy {
        @Override
        public Placement over(List<Candidate> candidates) {
            return (id, copies, allowed) -> List.of();
        }
    }

    @Seeds(3)
    void aStartThatNoNodeOwnsEndsInItsTime(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(2)
                .seed(seed)
                .settings(hub -> hub.distribution(new Nowhere()))
                .start();
        Duration before = cluster.elapsed();

        StartReport report = cluster.await(cluster.startAll(1, List.of(SimulatedCluster.probe("p"))));

        assertThat(report.ok()).isFalse();
        assertThat(report.results()).noneMatch(StartResult::runs);
        assertThat(cluster.elapsed().minus(before))
                .isLessThanOrEqualTo(StartOptions.STANDARD.timeout().plusSeconds(1));
        assertThat(cluster.hub(1).status().phase()).isEqualTo(HubStatus.Phase.RUNNING);
    }

    @Seeds(10)
    void anEnsureEndsWhenAnotherNodeHasStartedIt(long seed) {
        badNodes.addAll(List.of("n1", "n2"));
        SimulatedCluster cluster =
                SimulatedCluster.of(3).seed(seed).settings(this::picky).start();
        cluster.settle();

        for (int number = 0; number < 10; number++) {
            StartResult result =
                    cluster.await(cluster.hub(1).ensure(spec("p" + number))).result();

            assertThat(result)
                    .isInstanceOfSatisfying(
                            StartResult.Started.class,
                            started -> assertThat(started.instances())
                                    .singleElement()
                                    .satisfies(
                                            at -> assertThat(at.node().name()).isEqualTo("n3")));
        }
        cluster.settle();
        cluster.check();
    }

    @Seeds(10)
    void anEnsureThatNoNodeStartsInTimeTellsWhatEachSaid(long seed) {
        badNodes.addAll(List.of("n1", "n2"));
        SimulatedCluster cluster =
                SimulatedCluster.of(2).seed(seed).settings(this::picky).start();
        cluster.settle();

        StartResult result = cluster.await(cluster.hub(1).ensure(spec("a"))).result();

        assertThat(result)
                .isInstanceOfSatisfying(
                        StartResult.Failed.class,
                        failed -> assertThat(failed.failures()).hasSize(2));
        badNodes.clear();
        cluster.run(Duration.ofHours(1).plus(SOON));
        assertThat(cluster.runningCopiesOf(ProcessId.of("a"))).hasSize(1);
    }

    @Seeds(10)
    void whatIsParkedElsewhereStartsAsAFailover(long seed) {
        badNodes.add("n1");
        SimulatedCluster cluster =
                SimulatedCluster.of(2).seed(seed).settings(this::picky).start();
        cluster.settle();
        for (int number = 0; number < 10; number++) {
            cluster.await(cluster.hub(1).ensure(spec("p" + number)));
        }
        cluster.settle();

        var reasons = new TreeSet<StartReason>();
        for (int number = 0; number < 10; number++) {
            Registration known =
                    cluster.hub(1).lookup(ProcessId.of("p" + number)).orElseThrow();
            StartReason reason = known.active().orElseThrow().instance().reason();
            assertThat(reason).isEqualTo(known.parked().isEmpty() ? StartReason.FRESH : StartReason.FAILED_OVER);
            reasons.add(reason);
        }
        assertThat(reasons).contains(StartReason.FAILED_OVER);
    }
}
