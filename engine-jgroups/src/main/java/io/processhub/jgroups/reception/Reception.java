package io.processhub.jgroups.reception;

import io.processhub.environment.Environment;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections. Each introduces itself on its own thread and within a limit, of which only a bounded number
 * wait, so that silent strangers keep no newcomer out. What fails while a connection is accepted, errors included, ends
 * this connection only; when nothing can be accepted for half a minute, this is reported to the node. Thread-safe.
 */
public final class Reception implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
    private static final int WAITING_MAX = 128;
    private static final Duration INTRODUCTION_MAX = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 100;
    private static final int FAILURES_MAX = 300;

    private final Door door;
    private final RareLog log;
    private final Introduction introduction;
    private final Consumer<Throwable> deaf;
    private final long pauseMillis;
    private final Crowd<Socket> waiting = new Crowd<>(WAITING_MAX);
    private final CountDownLatch closing = new CountDownLatch(1);

    /**
     * Creates a reception that is not open yet.
     *
     * @param door accepts the connections; closed by its owner
     * @param log for what strangers do
     * @param introduction lets a connection introduce itself
     * @param deaf is told once when this node can accept no connection any more
     */
    public Reception(Door door, RareLog log, Introduction introduction, Consumer<Throwable> deaf) {
        this(door, log, introduction, deaf, PAUSE_MILLIS);
    }

    /** With another pause between two attempts; for tests. */
    Reception(Door door, RareLog log, Introduction introduction, Consumer<Throwable> deaf, long pauseMillis) {
        this.door = door;
        this.log = log;
        this.introduction = introduction;
        this.deaf = deaf;
        this.pauseMillis = pauseMillis;
    }

    /** Reads who connects, and makes it a connection of the engine. */
    @FunctionalInterface
    public interface Introduction {
        /**
         * Blocks until it is known who connects.
         *
         * @param accepted the connection
         * @throws Exception when the other side is no node
         */
        void of(Socket accepted) throws Exception;
    }

    /** Begins to accept connections, on a thread of its own. */
    public void open() {
        Thread.ofPlatform()
                .daemon()
                .name("processhub-jgroups-reception-" + door.getLocalPort())
                .start(this::acceptAll);
    }

    private void acceptAll() {
        int failures = 0;
        while (!closed()) {
            try {
                welcome(door.take());
                failures = 0;
            } catch (Throwable failure) {
                // Any throwable: a node that does not listen any more must not go on as if it did.
                failures++;
                if (closed() || !goesOn(failure, failures)) {
                    return;
                }
            }
        }
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    /** Lets what is short, such as memory or file descriptors, become free again. */
    private boolean goesOn(Throwable failure, int failures) {
        try {
            log.warn(Nuisance.FAILED, failure);
            if (failures > FAILURES_MAX || door.isClosed()) {
                deaf.accept(failure);
                return false;
            }
            return !closing.await(pauseMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void welcome(Socket accepted) {
        try {
            waiting.add(accepted, accepted.getInetAddress()).ifPresent(oldest -> {
                log.warn(Nuisance.CROWDED, oldest.getRemoteSocketAddress());
                close(oldest);
            });
            Thread.ofVirtual().name("processhub-jgroups-introduction").start(() -> introduce(accepted));
        } catch (RuntimeException | Error failure) {
            waiting.remove(accepted);
            close(accepted);
            throw failure;
        }
    }

    private void introduce(Socket accepted) {
        Environment.Timer limit = Environment.system().after(INTRODUCTION_MAX, () -> close(accepted));
        try {
            introduction.of(accepted);
        } catch (Throwable failure) {
            // Any throwable: it concerns this connection alone.
            close(accepted);
            if (!closed()) {
                log.warn(Nuisance.SILENT, accepted.getRemoteSocketAddress() + " (" + failure + ')');
            }
        } finally {
            limit.cancel();
            waiting.remove(accepted);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException broken) {
            LOG.debug("{} did not close well", socket, broken);
        }
    }

    /** Accepts nothing more, and closes the connections that have not introduced themselves. */
    @Override
    public void close() {
        closing.countDown();
        waiting.all().forEach(Reception::close);
    }
}
