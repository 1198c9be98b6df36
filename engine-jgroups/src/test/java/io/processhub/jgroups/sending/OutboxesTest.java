package io.processhub.jgroups.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jgroups.PhysicalAddress;
import org.jgroups.stack.IpAddress;
import org.junit.jupiter.api.Test;

final class OutboxesTest {
    private static final long PATIENCE_SECONDS = 20;
    private static final PhysicalAddress STUCK = new IpAddress(InetAddress.getLoopbackAddress(), 1);
    private static final PhysicalAddress OTHER = new IpAddress(InetAddress.getLoopbackAddress(), 2);

    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch stands = new CountDownLatch(1);
    private final Queue<Integer> written = new ConcurrentLinkedQueue<>();
    private final CountDownLatch arrived = new CountDownLatch(3);
    private final Outboxes outboxes = new Outboxes(this::write);

    private void write(PhysicalAddress to, byte[] message) throws InterruptedException {
        if (to.equals(STUCK)) {
            stands.countDown();
            gate.await();
        } else {
            written.add((int) message[0]);
            arrived.countDown();
        }
    }

    private void send(PhysicalAddress to, int number) {
        outboxes.send(to, new byte[] {0, (byte) number, 0}, 1, 1);
    }

    /** Goal: a member that stands still holds up no other, and costs a bounded amount of memory. */
    @Test
    void eachMemberHasAThreadAndABoundedQueueOfItsOwn() throws InterruptedException {
        send(STUCK, 0);
        assertThat(stands.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 5_000; i++) {
            send(STUCK, 0);
        }

        send(OTHER, 1);
        send(OTHER, 2);
        send(OTHER, 3);

        assertThat(arrived.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(written).containsExactly(1, 2, 3);
        assertThat(outboxes.waiting(STUCK)).isEqualTo(1_024);
        gate.countDown();
    }

    @Test
    void whatWaitsForAForgottenReceiverIsStillSent() throws InterruptedException {
        send(OTHER, 1);
        send(OTHER, 2);
        outboxes.retain(STUCK::equals);
        assertThat(outboxes.waiting(OTHER)).isZero();

        send(OTHER, 3);

        assertThat(arrived.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(written).containsExactlyInAnyOrder(1, 2, 3);
    }
}
