package io.processhub.jgroups.logging;

import io.processhub.environment.Environment;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jgroups.logging.CustomLogFactory;
import org.jgroups.logging.Log;
import org.jgroups.logging.LogFactory;
import org.jgroups.logging.Slf4jLogImpl;

/**
 * A log of JGroups' protocols that warns and reports errors once a minute at most for each kind, since many of them are
 * caused by single messages, which a stranger may send. A kind is a format; texts that were put together before count
 * as one kind. Thread-safe.
 */
public final class PatientLog extends Slf4jLogImpl {
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final String UNFORMATTED = "%s";

    /** When a line of each kind was written last; there are as many kinds as formats in the code of a protocol. */
    private final Map<String, Long> written = new ConcurrentHashMap<>();

    PatientLog(Class<?> owner) {
        super(owner);
    }

    private PatientLog(String category) {
        super(category);
    }

    /**
     * Creates protocols that log patiently. Their logs are created with them, by a factory of the whole JVM.
     *
     * @param creation creates the protocols
     * @param <T> what it returns
     * @return what it returned
     * @throws Exception what it threw
     */
    public static synchronized <T> T during(Callable<T> creation) throws Exception {
        CustomLogFactory before = LogFactory.getCustomLogFactory();
        LogFactory.setCustomLogFactory(new Factory());
        try {
            return creation.call();
        } finally {
            LogFactory.setCustomLogFactory(before);
        }
    }

    private static final class Factory implements CustomLogFactory {
        @Override
        public Log getLog(Class<?> owner) {
            return new PatientLog(owner);
        }

        @Override
        public Log getLog(String category) {
            return new PatientLog(category);
        }
    }

    /** Whether a line of a kind may be written now. */
    private boolean due(String kind) {
        long now = Environment.system().nanoTime();
        Long next = written.merge(kind, now, (last, ignored) -> now - last < QUIET_NANOS ? last : Long.valueOf(now));
        return next == now;
    }

    @Override
    public void error(String message) {
        if (due(UNFORMATTED)) {
            super.error(message);
        }
    }

    @Override
    public void error(String format, Object... arguments) {
        if (due(format)) {
            super.error(format, arguments);
        }
    }

    @Override
    public void error(String message, Throwable cause) {
        if (due(UNFORMATTED)) {
            super.error(message, cause);
        }
    }

    @Override
    public void warn(String message) {
        if (due(UNFORMATTED)) {
            super.warn(message);
        }
    }

    @Override
    public void warn(String format, Object... arguments) {
        if (due(format)) {
            super.warn(format, arguments);
        }
    }

    @Override
    public void warn(String message, Throwable cause) {
        if (due(UNFORMATTED)) {
            super.warn(message, cause);
        }
    }
}
