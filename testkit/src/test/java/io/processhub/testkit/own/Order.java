package io.processhub.testkit.own;

import io.processhub.message.Ask;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.process.RunLoop;
import io.processhub.process.StateHandover;
import io.processhub.spec.ProcessSpec;
import io.processhub.testkit.simulation.ClusterPlan;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.stream.IntStream;

/** The protocol and the processes of an application that is tested with the test kit, none of which the kit knows. */
sealed interface Order {
    ProcessType<Order> PLAIN = ProcessType.of("orders", Order.class).lookup(MethodHandles.lookup());
    ProcessType<Order> MOVING = ProcessType.of("moving-orders", Order.class).lookup(MethodHandles.lookup());
    ProcessType<Void> ONCE = ProcessType.runLoop("once");

    /** Adds an amount, and answers with the sum. */
    record Add(int amount) implements Order, Ask<Order, Integer> {}

    /** Lets the process fail. */
    record Fail() implements Order {}

    /** Lets the process end by itself. */
    record Finish() implements Order {}

    /** Keeps no state when it moves. */
    class Plain implements HubProcess<Order> {
        protected int sum;
        private Runnable finish = () -> {};

        @Override
        public void onStart(ProcessContext<Order> context) {
            finish = context::finish;
        }

        @Override
        public void onMessage(Message<Order> message) {
            switch (message.body()) {
                case Add add -> {
                    sum += add.amount();
                    message.reply(add, sum);
                }
                case Fail fail -> throw new IllegalStateException("asked to fail");
                case Finish end -> finish.run();
            }
        }
    }

    /** Takes its state along when it moves. */
    final class Moving extends Plain implements StateHandover<Integer> {
        @Override
        public Integer handOver() {
            return sum;
        }

        @Override
        public void takeOver(Integer state) {
            sum = state;
        }
    }

    /** A cluster whose hubs have these types. */
    static ClusterPlan plan(int nodes, long seed) {
        RunLoop.Factory<RunLoop> loop = () -> context -> {};
        return SimulatedCluster.of(nodes)
                .seed(seed)
                .settings(hub -> hub.process(PLAIN, Plain::new)
                        .process(MOVING, Moving::new)
                        .runLoop(ONCE, loop));
    }

    static List<ProcessSpec<Order>> specs(ProcessType<Order> type, String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> type.spec(prefix + number))
                .toList();
    }
}
