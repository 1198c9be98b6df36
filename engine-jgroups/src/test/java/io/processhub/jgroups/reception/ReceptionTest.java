package io.processhub.jgroups.reception;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class ReceptionTest {
    private static final long PATIENCE_SECONDS = 20;

    private final RareLog log = new RareLog(LoggerFactory.getLogger(ReceptionTest.class));
    private final BlockingQueue<Socket> introduced = new LinkedBlockingQueue<>();
    private final BlockingQueue<Throwable> deaf = new LinkedBlockingQueue<>();

    /** A door that fails as it does when memory is short, some times. */
    private static final class FailingDoor extends Door {
        private final AtomicInteger failures;

        FailingDoor(int failures) throws IOException {
            this.failures = new AtomicInteger(failures);
            bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        }

        @Override
        Socket take() throws IOException {
            if (failures.getAndDecrement() > 0) {
                throw new OutOfMemoryError("as a test");
            }
            return super.take();
        }
    }

    @Test
    void anErrorDoesNotEndTheReception() throws Exception {
        try (var door = new FailingDoor(2);
                Reception reception = new Reception(door, log, introduced::add, deaf::add)) {
            reception.open();
            try (var caller = new Socket(door.getInetAddress(), door.getLocalPort())) {
                Socket accepted = introduced.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);

                assertThat(accepted).isNotNull();
                assertThat(accepted.getPort()).isEqualTo(caller.getLocalPort());
            }
            assertThat(log.count(Nuisance.FAILED)).isEqualTo(2);
            assertThat(deaf).isEmpty();
        }
    }

    @Test
    void aNodeThatCanAcceptNothingForLongIsTold() throws Exception {
        try (var door = new FailingDoor(Integer.MAX_VALUE);
                Reception reception = new Reception(door, log, introduced::add, deaf::add, /* pauseMillis= */ 1)) {
            reception.open();

            assertThat(deaf.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(OutOfMemoryError.class);
            assertThat(log.count(Nuisance.FAILED)).isGreaterThan(300);
        }
    }

    @Test
    void anErrorDuringAnIntroductionEndsThisConnectionOnly() throws Exception {
        Reception.Introduction failing = socket -> {
            if (introduced.isEmpty()) {
                introduced.add(socket);
                throw new StackOverflowError("as a test");
            }
            introduced.add(socket);
        };
        try (var door = new FailingDoor(0);
                Reception reception = new Reception(door, log, failing, deaf::add)) {
            reception.open();
            try (var caller = new Socket(door.getInetAddress(), door.getLocalPort())) {
                caller.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));

                assertThat(caller.getInputStream().read()).isNegative();
            }
            try (var next = new Socket(door.getInetAddress(), door.getLocalPort())) {
                assertThat(introduced.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
                assertThat(introduced.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .isNotNull()
                        .satisfies(socket -> assertThat(socket.getPort()).isEqualTo(next.getLocalPort()));
            }
            assertThat(deaf).isEmpty();
        }
    }

    @Test
    void aNodeThatCannotListenAnyMoreIsTold() throws Exception {
        var door = new FailingDoor(0);
        try (Reception reception = new Reception(door, log, introduced::add, deaf::add)) {
            reception.open();

            door.close();

            assertThat(deaf.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        }
    }
}
