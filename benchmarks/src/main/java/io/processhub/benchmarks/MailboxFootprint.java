package io.processhub.benchmarks;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import java.util.concurrent.TimeUnit;

/**
 * Prints the memory that an idle process takes on its node, and how fast processes start. Budget: 1,024 bytes, 50,000
 * starts a second. The figure includes spec, context, reference, mailbox and the user's object, which keeps its
 * context; it excludes the registry.
 */
public final class MailboxFootprint {
    private static final int PROCESSES = 100_000;

    private MailboxFootprint() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (var warm = new MailboxHost(PROCESSES, Idle::new)) {
            warm.start(PROCESSES);
        }
        long before = heapBytes();
        try (var host = new MailboxHost(PROCESSES, Idle::new)) {
            long began = System.nanoTime();
            host.start(PROCESSES);
            long nanos = System.nanoTime() - began;
            long bytes = (heapBytes() - before) / PROCESSES;
            System.out.printf(
                    "%,d idle processes: %d bytes each; started at %,d per second%n",
                    PROCESSES, bytes, PROCESSES * TimeUnit.SECONDS.toNanos(1) / nanos);
            host.untyped("p0").tell("still alive");
        }
    }

    private static long heapBytes() {
        Runtime jvm = Runtime.getRuntime();
        for (int n = 0; n < 5; n++) {
            System.gc();
        }
        return jvm.totalMemory() - jvm.freeMemory();
    }

    private static final class Idle implements HubProcess<Object> {
        private ProcessContext<Object> context;

        @Override
        public void onStart(ProcessContext<Object> context) {
            this.context = context;
        }

        @Override
        public void onMessage(Message<Object> message) {
            if (!context.id().value().equals("p0")) {
                throw new IllegalStateException("not for " + context.id());
            }
        }
    }
}
