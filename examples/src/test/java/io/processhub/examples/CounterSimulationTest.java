package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.process.StateHandover;
import io.processhub.strategy.migration.HotSwap;
import io.processhub.testkit.simulation.Faults;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.oracle.CounterHistory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

final class CounterSimulationTest {

    // tag::seeds[]
    /** On every seed the node dies at another moment, and other frames are late. */
    @Seeds(10)
    void aProcessSurvivesTheDeathOfANode(long seed) {
        var cluster = SimulatedCluster.of(3).seed(seed).faults(Faults.ROUGH).start();
        var probe = SimulatedCluster.probe("orders/eu");
        cluster.await(cluster.startAll(1, List.of(probe)));
        cluster.run(Duration.ofMillis(cluster.random().nextInt(1_000)));

        cluster.crash(2);
        cluster.settle();

        assertThat(cluster.runningCopiesOf(probe.id())).hasSize(1);
        cluster.check();
    }
    // end::seeds[]

    // tag::own[]
    /** Code of one's own runs in the simulation too, as long as it does not block. */
    @Seeds(5)
    void anEchoIsHeardFromEveryNode(long seed) {
        var cluster = SimulatedCluster.of(3)
                .seed(seed)
                .settings(hub -> hub.process(
                        ProcessType.of("echo", String.class), () -> message -> message.replyUntyped(message.body())))
                .start();
        cluster.await(cluster.hub(1).start(ProcessType.of("echo", String.class).spec("echo")))
                .result();
        cluster.settle();

        for (int node = 1; node <= 3; node++) {
            assertThat(cluster.await(cluster.hub(node).untyped("echo").ask("hello", String.class)))
                    .isEqualTo("hello");
        }
    }
    // end::own[]

    private static final class Counter implements HubProcess<String>, StateHandover<Object> {
        private long epoch;
        private long count;

        @Override
        public void onStart(ProcessContext<String> context) {
            epoch = context.epoch();
        }

        @Override
        public void onMessage(Message<String> message) {
            count += message.body().equals("increment") ? 1 : 0;
            message.replyUntyped(epoch + " " + count);
        }

        @Override
        public Object handOver() {
            return count;
        }

        @Override
        public void takeOver(Object state) {
            count = (Long) state;
        }
    }

    // tag::history[]
    /** A client asks without waiting for the answers, while the counter moves through a bad network. */
    @Seeds(5)
    void aCounterThatMovesIsStillOneCounter(long seed) {
        var history = new CounterHistory();
        var cluster = SimulatedCluster.of(2)
                .seed(seed)
                .settings(hub -> hub.process(ProcessType.of("counter", String.class), Counter::new)
                        .migration(HotSwap.withState()))
                .start();
        cluster.await(cluster.hub(1)
                        .start(ProcessType.of("counter", String.class).spec("visits")))
                .result();
        cluster.settle();

        cluster.faults(Faults.ROUGH);
        CompletableFuture<Void> left = cluster.leave(2, Duration.ofMinutes(1));
        for (int i = 0; i < 300; i++) {
            long question = history.asked();
            var unused = cluster.hub(1)
                    .untyped("visits")
                    .ask("increment", String.class)
                    .handle((answer, error) -> {
                        if (error == null) {
                            history.answered(question, epoch(answer), count(answer));
                        } else {
                            history.unanswered(question);
                        }
                        return answer;
                    });
            cluster.run(Duration.ofMillis(1));
        }
        cluster.await(left);
        cluster.runUntil(() -> history.underWay() == 0, Duration.ofMinutes(1));

        String end = cluster.await(cluster.hub(1).untyped("visits").ask("how many?", String.class));
        assertThat(history.breaches(count(end))).isEmpty();
    }
    // end::history[]

    private static long epoch(String answer) {
        return Long.parseLong(answer.substring(0, answer.indexOf(' ')));
    }

    private static long count(String answer) {
        return Long.parseLong(answer.substring(answer.indexOf(' ') + 1));
    }
}
