package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.processhub.HubBuilder;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.registry.Registration;
import io.processhub.spec.ProcessSpec;
import io.processhub.strategy.partition.PartitionStrategy;
import io.processhub.strategy.redundancy.Replication;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A process is refused by its store, which has seen a greater token, and asks its hub for a greater epoch. */
final class RaisedEpochTest {
    private static final ProcessType<Object> TYPE = ProcessType.of("writer", Object.class);
    private static final ProcessSpec<Object> WRITER = TYPE.spec("writer");
    private static final int COUNTER_BITS = 16;

    /** Three nodes of four may run processes. */
    private record Three() implements PartitionStrategy {
        @Override
        public boolean mayRun(Census census) {
            return census.members() >= 3;
        }
    }

    /** Raises its epoch above what it is told, and answers with the new one, or with why not. */
    private static class Writer implements HubProcess<Object> {
        private final List<ProcessContext<Object>> contexts;
        private ProcessContext<Object> context;

        Writer(List<ProcessContext<Object>> contexts) {
            this.contexts = contexts;
        }

        @Override
        public void onStart(ProcessContext<Object> given) {
            context = given;
            contexts.add(given);
        }

        @Override
        public void onMessage(Message<Object> message) {
            if ("crash".equals(message.body())) {
                throw new IllegalStateException("told to crash");
            }
            context.raiseEpoch((Long) message.body())
                    .whenComplete((epoch, refusal) -> message.replyUntyped(answer(epoch, refusal)));
        }

        private String answer(@Nullable Long epoch, @Nullable Throwable refusal) {
            return epoch == null ? String.valueOf(refusal) : String.valueOf(Math.min(epoch, context.epoch()));
        }
    }

    private final List<ProcessContext<Object>> contexts = new ArrayList<>();

    private SimulatedCluster cluster(long seed, UnaryOperator<HubBuilder> settings) {
        SimulatedCluster cluster = SimulatedCluster.of(4)
                .seed(seed)
                .loss(0.1)
                .settings(hub -> settings.apply(hub).process(TYPE, () -> new Writer(contexts)))
                .start();
        cluster.await(cluster.hub(1).start(WRITER));
        cluster.settle();
        return cluster;
    }

    private static Registration.Copy active(SimulatedCluster cluster, int node) {
        return cluster.hub(node).lookup(WRITER.id()).orElseThrow().active().orElseThrow();
    }

    private static int number(Registration.Copy copy) {
        return Integer.parseInt(copy.node().name().substring(1));
    }

    private static CompletableFuture<String> asked(SimulatedCluster cluster, int node, long seen) {
        return cluster.hub(node).untyped(WRITER.id()).ask(seen, String.class);
    }

    /** Asks on the node that runs it, because a question on its way may be lost. */
    private static long raised(SimulatedCluster cluster, int node, long seen) {
        int host = number(active(cluster, node));
        return Long.parseLong(cluster.await(asked(cluster, host, seen)));
    }

    private static void assertAllSee(SimulatedCluster cluster, List<Integer> nodes, long epoch) {
        nodes.forEach(node -> {
            assertThat(active(cluster, node).epoch()).isEqualTo(epoch);
            assertThat(active(cluster, node).instance().term()).isEqualTo(epoch);
        });
    }

    @Seeds(5)
    void allHearOfTheGreaterEpochAndLaterOnesAreGreaterStill(long seed) {
        SimulatedCluster cluster = cluster(seed, UnaryOperator.identity());
        Registration.Copy copy = active(cluster, 1);
        long seen = copy.epoch() + (30_000L << COUNTER_BITS);

        long epoch = raised(cluster, 2, seen);
        cluster.settle();

        assertThat(epoch).isGreaterThan(seen);
        assertAllSee(cluster, List.of(1, 2, 3, 4), epoch);
        assertThat(raised(cluster, 3, seen)).as("what has been reached already").isEqualTo(epoch);
        cluster.hub(1).untyped(WRITER.id()).tell("crash");
        cluster.run(Duration.ofSeconds(2));
        cluster.settle();
        long restarted = active(cluster, 1).epoch();
        assertThat(restarted).isGreaterThan(epoch);
        long again = raised(cluster, 3, restarted);
        cluster.run(Duration.ofSeconds(1));
        cluster.crash(number(copy));
        cluster.settle();
        Set<Integer> left = new HashSet<>(Set.of(1, 2, 3, 4));
        left.remove(number(copy));
        left.forEach(node -> assertThat(active(cluster, node).epoch()).isGreaterThan(again));
    }

    /** A stop, a crash or a change of role that is under way is reported with the epoch of the start. */
    @Seeds(20)
    void aReportThatIsUnderWayIsNotLost(long seed) {
        SimulatedCluster cluster = cluster(seed, UnaryOperator.identity());
        long seen = active(cluster, 1).epoch() + (1_000L << COUNTER_BITS);
        int host = number(active(cluster, 1));

        Probes.unheeded(asked(cluster, host, seen));
        if (seed % 2 == 0) {
            cluster.hub(host).untyped(WRITER.id()).tell("crash");
        } else {
            Probes.unheeded(cluster.hub(host).stop(WRITER.id()));
        }
        cluster.run(Duration.ofSeconds(5));
        cluster.settle();

        List<Registration> known = cluster.hub(2).snapshot();
        if (seed % 2 == 0) {
            assertThat(known)
                    .singleElement()
                    .satisfies(one -> assertThat(one.instances())
                            .singleElement()
                            .satisfies(copy -> assertThat(copy.epoch()).isGreaterThan(seen)));
        } else {
            assertThat(known).isEmpty();
            assertThat(cluster.hub(host).local()).isEmpty();
        }
    }

    @Seeds(3)
    void theActiveReplicaGetsAGreaterTermAndAPassiveOneNone(long seed) {
        SimulatedCluster cluster = cluster(seed, hub -> hub.redundancy(Replication.activePassive(3)));
        long seen = active(cluster, 1).instance().term() + (5_000L << COUNTER_BITS);

        long epoch = raised(cluster, 1, seen);
        cluster.settle();

        assertThat(epoch).isGreaterThan(seen);
        assertAllSee(cluster, List.of(1, 2, 3, 4), epoch);
        cluster.crash(number(active(cluster, 1)));
        cluster.settle();
        int other = cluster.running(1) ? 1 : 2;
        assertThat(active(cluster, other).instance().term()).isGreaterThan(epoch);
    }

    @Seeds(3)
    void aPassiveReplicaKeepsItsEpoch(long seed) {
        SimulatedCluster cluster = cluster(seed, hub -> hub.redundancy(Replication.activePassive(3)));
        long seen = active(cluster, 1).instance().term() + (5_000L << COUNTER_BITS);

        List<String> refusals = contexts.stream()
                .map(context -> refusal(cluster, context, seen))
                .toList();

        assertThat(refusals).hasSize(3);
        assertThat(refusals.stream().filter(refusal -> refusal.contains("it is not active")))
                .hasSize(2);
    }

    private static String refusal(SimulatedCluster cluster, ProcessContext<Object> context, long seen) {
        return cluster.await(context.raiseEpoch(seen).handle((epoch, refused) -> String.valueOf(refused)));
    }

    @Seeds(3)
    void anInstanceThatHasEndedDoesNotRaiseTheNextOne(long seed) {
        SimulatedCluster cluster = cluster(seed, UnaryOperator.identity());
        cluster.hub(1).untyped(WRITER.id()).tell("crash");
        cluster.run(Duration.ofSeconds(2));
        cluster.settle();
        long next = active(cluster, 1).epoch();

        String refusal = refusal(cluster, contexts.getFirst(), next + (1_000L << COUNTER_BITS));

        assertThat(contexts).hasSize(2);
        assertThat(refusal).contains("does not run any more");
        assertAllSee(cluster, List.of(1, 2, 3, 4), next);
    }

    /** It is not in the registry yet, and appears there with the epoch that it got meanwhile. */
    @Seeds(3)
    void anInstanceThatStillStartsGetsAGreaterEpoch(long seed) {
        var early = new ArrayList<CompletableFuture<Long>>();
        SimulatedCluster cluster = SimulatedCluster.of(4)
                .seed(seed)
                .settings(hub -> hub.process(TYPE, () -> new Writer(contexts) {
                    @Override
                    public void onStart(ProcessContext<Object> given) {
                        early.add(given.raiseEpoch(given.epoch() + (1_000L << COUNTER_BITS)));
                    }
                }))
                .start();

        cluster.await(cluster.hub(1).start(WRITER));
        cluster.settle();

        assertThat(early).hasSize(1);
        assertAllSee(cluster, List.of(1, 2, 3, 4), cluster.await(early.getFirst()));
    }

    /** After a partition there are two, of which one has to go: neither is the only one that is left. */
    @Seeds(5)
    void whileAnotherInstanceIsKnownNoneIsRaised(long seed) {
        SimulatedCluster cluster = cluster(seed, UnaryOperator.identity());
        int host = number(active(cluster, 1));
        SimulatedCluster.Split split = cluster.split(host);
        cluster.runUntil(() -> cluster.runningCopiesOf(WRITER.id()).size() == 2, Duration.ofSeconds(30));
        long seen = contexts.getLast().epoch() + (1_000L << COUNTER_BITS);

        split.heal();
        cluster.runUntil(
                () -> cluster.hub(host)
                                .lookup(WRITER.id())
                                .orElseThrow()
                                .instances()
                                .size()
                        == 2,
                Duration.ofSeconds(30));

        assertThat(refusal(cluster, contexts.getFirst(), seen)).contains("keeps its epoch");
    }

    @Test
    void aNegativeTokenIsAMistake() {
        cluster(1, UnaryOperator.identity());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> contexts.getFirst().raiseEpoch(-1))
                .withMessageContaining("negative");
    }

    @Seeds(2)
    void aTokenThatIsTooFarAheadIsRefused(long seed) {
        SimulatedCluster cluster = cluster(seed, UnaryOperator.identity());
        long before = active(cluster, 1).epoch();

        String refusal =
                cluster.await(asked(cluster, number(active(cluster, 1)), before + (3_600_000L << COUNTER_BITS)));

        assertThat(refusal).contains("maxClockSkew of PT1M");
        assertAllSee(cluster, List.of(1, 2, 3, 4), before);
        assertThat(cluster.await(asked(cluster, number(active(cluster, 1)), Long.MAX_VALUE)))
                .contains("maxClockSkew");
    }

    /** It asks in the moment between the loss of the quorum and its stop, or has ended by then. */
    @Seeds(3)
    void withoutAQuorumNoneIsGiven(long seed) {
        SimulatedCluster cluster = cluster(seed, hub -> hub.partition(new Three()));
        Registration.Copy copy = active(cluster, 1);
        int host = number(copy);

        SimulatedCluster.Split split = cluster.split(host);
        cluster.runUntil(() -> cluster.hub(host).nodes().size() == 1, Duration.ofSeconds(30));
        CompletableFuture<String> late = asked(cluster, host, copy.epoch());
        cluster.run(Duration.ofSeconds(10));

        assertThat(late.isCompletedExceptionally() || late.join().contains("keeps its epoch"))
                .isTrue();
        split.heal();
        cluster.settle();
        assertThat(active(cluster, host).epoch()).isGreaterThan(copy.epoch());
    }
}
