package io.processhub.examples;

import io.processhub.ProcessHub;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.process.RunLoop;
import io.processhub.spec.RestartLimit;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/** A consumer that keeps a thread, and is started again when it fails. */
final class Polling {
    private static final ProcessType<Void> POLLER = ProcessType.runLoop("poller");

    private Polling() {}

    // tag::loop[]
    /** Takes orders from a queue until it is stopped: the hub interrupts its thread. */
    record Poller(BlockingQueue<String> orders, Consumer<String> till) implements RunLoop {
        @Override
        public void run(ProcessContext<Void> context) throws InterruptedException {
            while (true) {
                String order = orders.take();
                if (order.isBlank()) {
                    throw new IllegalArgumentException("blank order, seen by epoch " + context.epoch());
                }
                till.accept(order);
            }
        }
    }
    // end::loop[]

    /** A hub with one poller. */
    static ProcessHub open(BlockingQueue<String> orders, Consumer<String> till) {
        // tag::supervised[]
        var patient = RestartLimit.STANDARD
                .restartsMax(20)
                .window(Duration.ofMinutes(1))
                .delays(Duration.ofMillis(50), Duration.ofSeconds(5))
                .parkedFor(Duration.ofMinutes(5));
        return ProcessHub.builder("orders")
                .runLoop(POLLER, () -> new Poller(orders, till))
                .ensure(POLLER.spec("poller").limit(patient))
                .start();
        // end::supervised[]
    }
}
