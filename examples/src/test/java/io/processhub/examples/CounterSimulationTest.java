package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.environment.Environment;
import io.processhub.message.Ask;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.process.StateHandover;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.migration.HotSwap;
import io.processhub.strategy.redundancy.Replication;
import io.processhub.testkit.simulation.Faults;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.oracle.CounterHistory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

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
    /** Returns its text. */
    public record Echo(String text) implements Ask<Echo, String> {
        static final ProcessType<Echo> TYPE = ProcessType.of("echo", Echo.class);
    }

    /** Application code runs in the simulation too, as long as it does not block. */
    @Seeds(5)
    void anEchoIsHeardFromEveryNode(long seed) {
        var cluster = SimulatedCluster.of(3)
                .seed(seed)
                .settings(hub -> hub.process(
                        Echo.TYPE,
                        () -> message ->
                                message.reply(message.body(), message.body().text())))
                .start();
        cluster.await(cluster.hub(1).start(Echo.TYPE.spec("echo")));
        cluster.settle();

        for (int node = 1; node <= 3; node++) {
            var echo = cluster.hub(node).ref(Echo.TYPE, "echo");
            assertThat(cluster.await(echo.ask(new Echo("hello")))).isEqualTo("hello");
        }
        assertThat(cluster.runningCopiesOf(ProcessId.of("echo"))).hasSize(1);
        cluster.check();
    }
    // end::own[]

    sealed interface Counter {
        ProcessType<Counter> TYPE = ProcessType.of("counter", Counter.class);

        record Increment() implements Counter, Ask<Counter, Count> {}

        record Read() implements Counter, Ask<Counter, Count> {}

        /** The answer to both: which instance has counted, and how far. */
        record Count(long epoch, long value) {}
    }

    private static final class Counting implements HubProcess<Counter>, StateHandover<Long> {
        private long epoch;
        private long count;

        @Override
        public void onStart(ProcessContext<Counter> context) {
            epoch = context.epoch();
        }

        @Override
        public void onMessage(Message<Counter> message) {
            switch (message.body()) {
                case Counter.Increment question -> message.reply(question, new Counter.Count(epoch, ++count));
                case Counter.Read question -> message.reply(question, new Counter.Count(epoch, count));
            }
        }

        @Override
        public Long handOver() {
            return count;
        }

        @Override
        public void takeOver(Long state) {
            count = state;
        }
    }

    // tag::scenario[]
    /** The plan runs a scenario; a failure names the seed that was drawn. */
    @Test
    void aProcessHasTwoCopiesAfterTheDeathOfANode() {
        long seed = Environment.system().random().nextLong();
        SimulatedCluster.of(3)
                .seed(seed)
                .settings(hub -> hub.process(Counter.TYPE, Counting::new).redundancy(Replication.activePassive(2)))
                .run(cluster -> {
                    cluster.await(cluster.hub(1).start(Counter.TYPE.spec("visits")));
                    cluster.settle();

                    cluster.crash(2);
                    cluster.settle();

                    assertThat(cluster.runningCopiesOf(ProcessId.of("visits"))).hasSize(2);
                    cluster.check();
                });
    }
    // end::scenario[]

    // tag::history[]
    /** A client asks without waiting for the answers, while the counter moves through a bad network. */
    @Seeds(5)
    void aCounterThatMovesIsStillOneCounter(long seed) {
        var history = new CounterHistory();
        var cluster = SimulatedCluster.of(2)
                .seed(seed)
                .settings(hub -> hub.process(Counter.TYPE, Counting::new).migration(HotSwap.withState()))
                .start();
        var visits =
                cluster.await(cluster.hub(1).start(Counter.TYPE.spec("visits"))).ref();
        cluster.settle();

        cluster.faults(Faults.ROUGH);
        CompletableFuture<Void> left = cluster.leave(2, Duration.ofMinutes(1));
        for (int i = 0; i < 300; i++) {
            long question = history.asked();
            var unused = visits.ask(new Counter.Increment()).handle((answer, error) -> {
                if (error == null) {
                    history.answered(question, answer.epoch(), answer.value());
                } else {
                    history.unanswered(question);
                }
                return answer;
            });
            cluster.run(Duration.ofMillis(1));
        }
        cluster.await(left);
        cluster.runUntil(() -> history.underWay() == 0, Duration.ofMinutes(1));

        Counter.Count end = cluster.await(visits.ask(new Counter.Read()));
        assertThat(history.breaches(end.value())).isEmpty();
    }
    // end::history[]
}
