package io.processhub.messaging;

import static io.processhub.messaging.TwoNodes.ID;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.processhub.environment.ManualEnvironment;
import io.processhub.process.ProcessRef;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a message costs its sender in memory, in bytes, whatever the speed of the machine. The process is busy
 * meanwhile, so that messages only wait. A JVM with larger headers or references takes a little more.
 */
final class AllocationTest {
    private static final int MESSAGES = 400;

    private final TwoNodes nodes = new TwoNodes(ManualEnvironment.threaded());
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch busy = new CountDownLatch(1);

    @BeforeEach
    void host() throws InterruptedException {
        nodes.a.host(message -> {
            busy.countDown();
            gate.await();
        });
        nodes.a.untyped(ID).tell("begin");
        busy.await();
    }

    @AfterEach
    void close() {
        gate.countDown();
        nodes.close();
    }

    /** Of the second half of the messages: the first half loads classes and links calls. */
    private static long bytesEach(Runnable message) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        for (int n = 0; n < 2 * MESSAGES; n++) {
            if (n == MESSAGES) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            message.run();
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / MESSAGES;
    }

    /** The envelope, and nothing else. */
    @Test
    void aLocalTell() {
        ProcessRef<Object> process = nodes.a.untyped(ID);

        assertThat(bytesEach(() -> process.tell("x"))).isBetween(24L, 48L);
    }

    /** The envelope, the call and its future, and their place among the calls that wait. */
    @Test
    void aLocalAsk() {
        ProcessRef<Object> process = nodes.a.untyped(ID);

        assertThat(bytesEach(() -> {
                    var unused = process.ask("x", String.class);
                }))
                .isBetween(150L, 330L);
    }

    /** The packet, its encoded body, and what counts whether it fits into a frame. */
    @Test
    void aRemoteTellBeforeItsFrame() {
        ProcessRef<Object> process = nodes.b.untyped(ID);
        nodes.b.cut();

        assertThat(bytesEach(() -> process.tell("x"))).isBetween(80L, 270L);
    }
}
