package io.processhub.examples.devices;

import io.processhub.process.ProcessContext;
import io.processhub.process.RunLoop;
import io.processhub.spring.ClusterSingleton;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says every minute how many sessions there are, on one node of the service. */
@ClusterSingleton(id = "census")
final class Census implements RunLoop {
    private static final Logger LOG = LoggerFactory.getLogger(Census.class);

    /** Never; the hub interrupts the wait. */
    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public void run(ProcessContext<Void> context) throws InterruptedException {
        while (true) {
            long sessions = context.hub().nodes().stream()
                    .mapToLong(node -> context.hub().onNode(node).size())
                    .sum();
            LOG.info("{} processes on {} nodes", sessions, context.hub().nodes().size());
            var unused = ended.await(1, TimeUnit.MINUTES);
        }
    }
}
