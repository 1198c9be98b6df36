package io.processhub.jgroups.reception;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jgroups.Address;
import org.jgroups.blocks.cs.Connection;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** How long a connection may stay without belonging to a member. */
final class GuestsTest {
    private static final long PATIENCE_SECONDS = 20;
    private static final Duration STAY = Duration.ofMillis(300);
    private static final Duration SWEEP = Duration.ofMillis(50);

    private final RareLog log = new RareLog(LoggerFactory.getLogger(GuestsTest.class));
    private final Set<Connection> members = ConcurrentHashMap.newKeySet();

    /** A connection that only notes that it was closed. */
    private static final class Line extends Connection {
        private final CountDownLatch closed = new CountDownLatch(1);

        boolean closes() throws InterruptedException {
            return closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        @Override
        public boolean isConnected() {
            return !isClosed();
        }

        @Override
        public boolean isConnectionPending() {
            return false;
        }

        @Override
        public boolean isClosed() {
            return closed.getCount() == 0;
        }

        @Override
        public Address localAddress() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void flush() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void connect(Address address) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void start() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void send(byte[] bytes, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void send(ByteBuffer bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String status() {
            return "";
        }

        @Override
        public void close() {
            closed.countDown();
        }

        @Override
        public void close(boolean graceful) {
            closed.countDown();
        }
    }

    private Line added(Guests guests) {
        var line = new Line();
        guests.add(line, InetAddress.getLoopbackAddress());
        return line;
    }

    @Test
    void whoeverBecomesNoMemberHasToGoAfterATime() throws InterruptedException {
        var guests = new Guests(log, members::contains, STAY, SWEEP);
        Line member = added(guests);
        members.add(member);

        Line first = added(guests);
        assertThat(first.closes()).isTrue();
        Line second = added(guests);
        assertThat(second.closes()).as("also when nobody else comes").isTrue();

        assertThat(member.isClosed()).isFalse();
        assertThat(log.count(Nuisance.LINGERING)).isEqualTo(2);
    }

    @Test
    void whoeverHasTimeLeftStays() throws InterruptedException {
        var guests = new Guests(log, members::contains, STAY, SWEEP);
        var patient = new Guests(log, members::contains, Duration.ofDays(1), SWEEP);
        Line staying = added(patient);

        assertThat(added(guests).closes()).isTrue();

        assertThat(staying.isClosed()).isFalse();
    }
}
