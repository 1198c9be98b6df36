package io.processhub.tracing;

import io.processhub.hook.CallObserver.Handling;
import io.processhub.hook.CallObserver.Sending;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls what observers return; what that throws is logged, loudly only the first time, and has no effect. */
public final class Guard {
    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
    private static final AtomicBoolean REPORTED = new AtomicBoolean();

    private Guard() {}

    /**
     * Asks whether a message is followed to its handler.
     *
     * @param sending of the message
     * @return its answer; false when it throws
     */
    public static boolean toHandler(Sending sending) {
        try {
            return sending.toHandler();
        } catch (Throwable error) {
            report(sending, error);
            return false;
        }
    }

    /**
     * Asks for headers.
     *
     * @param sending of the message
     * @return a copy; empty when it throws, or one of them is {@code null}
     */
    public static Map<String, String> headers(Sending sending) {
        var copy = new LinkedHashMap<String, String>();
        try {
            sending.headers()
                    .forEach((name, value) -> copy.put(Objects.requireNonNull(name), Objects.requireNonNull(value)));
            return copy;
        } catch (Throwable error) {
            report(sending, error);
            return Map.of();
        }
    }

    /**
     * Notifies of the end of a message on its way.
     *
     * @param sending of the message
     * @param failure why it was not sent or answered; {@code null} when it was
     * @param remote whether it went to another node
     */
    public static void done(Sending sending, @Nullable Throwable failure, boolean remote) {
        try {
            sending.done(failure, remote);
        } catch (Throwable error) {
            report(sending, error);
        }
    }

    /** Notifies of the end of a handler. */
    static void done(Handling handling, @Nullable Throwable failure) {
        try {
            handling.done(failure);
        } catch (Throwable error) {
            report(handling, error);
        }
    }

    /** What the observer of a user returns may be {@code null} against the contract. */
    static <T> T orElse(@Nullable T returned, T otherwise) {
        return returned == null ? otherwise : returned;
    }

    static void report(Object observer, Throwable error) {
        if (REPORTED.compareAndSet(false, true)) {
            LOG.warn("observer {} has thrown, which has no effect; it is logged at debug from now on", observer, error);
        } else {
            LOG.debug("observer {} has thrown again", observer, error);
        }
    }
}
