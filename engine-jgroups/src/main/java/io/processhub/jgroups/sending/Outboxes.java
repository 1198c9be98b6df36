package io.processhub.jgroups.sending;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jgroups.PhysicalAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to each member on a thread of its own. JGroups sends heartbeats, views and repetitions to all members from one
 * thread: a write to a stopped member would block it, and the whole cluster would hang until the member continues or
 * its machine is disconnected.
 *
 * <p>At most {@value #WAITING_MAX} messages wait for a member; further ones are dropped, as on a network that loses
 * them. A thread ends when it has had nothing to do for a while. Thread-safe.
 */
public final class Outboxes {
    private static final Logger LOG = LoggerFactory.getLogger(Outboxes.class);
    private static final int WAITING_MAX = 1_024;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Wire wire;
    private final Map<PhysicalAddress, ThreadPoolExecutor> boxes = new ConcurrentHashMap<>();

    /** The connections to members. */
    @FunctionalInterface
    public interface Wire {
        /**
         * Writes to a connection; may wait for it.
         *
         * @param to where it leads to
         * @param content the message
         * @throws Exception when it cannot be written
         */
        void write(PhysicalAddress to, byte[] content) throws Exception;
    }

    /**
     * Empty.
     *
     * @param wire writes what was sent
     */
    public Outboxes(Wire wire) {
        this.wire = wire;
    }

    /**
     * Sends without waiting.
     *
     * @param to the receiver
     * @param content holds the message; copied
     * @param offset where the message begins
     * @param bytes the length of the message
     */
    public void send(PhysicalAddress to, byte[] content, int offset, int bytes) {
        byte[] message = Arrays.copyOfRange(content, offset, offset + bytes);
        ThreadPoolExecutor box = boxes.computeIfAbsent(to, Outboxes::open);
        box.execute(() -> write(box, to, message));
    }

    private static ThreadPoolExecutor open(PhysicalAddress to) {
        var box = new ThreadPoolExecutor(
                1,
                1,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING_MAX),
                Thread.ofPlatform()
                        .daemon()
                        .name("processhub-jgroups-outbox-" + to)
                        .factory(),
                new ThreadPoolExecutor.DiscardPolicy());
        box.allowCoreThreadTimeOut(true);
        return box;
    }

    /** How many messages wait for a receiver. */
    int waiting(PhysicalAddress to) {
        ThreadPoolExecutor box = boxes.get(to);
        return box == null ? 0 : box.getQueue().size();
    }

    /** What waits behind a message that cannot be written is lost with the connection: it would wait for another. */
    private void write(ThreadPoolExecutor box, PhysicalAddress to, byte[] message) {
        try {
            wire.write(to, message);
        } catch (Exception failed) {
            LOG.debug("a message to {} was not sent", to, failed);
            box.getQueue().clear();
        }
    }

    /**
     * Forgets receivers, once what waits for them is sent.
     *
     * @param kept which receivers stay
     */
    public void retain(Predicate<PhysicalAddress> kept) {
        boxes.entrySet().removeIf(box -> {
            boolean gone = !kept.test(box.getKey());
            if (gone) {
                box.getValue().shutdown();
            }
            return gone;
        });
    }
}
