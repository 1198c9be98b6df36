package io.processhub.jgroups.logging;

import org.jgroups.logging.Slf4jLogImpl;

/**
 * Logs errors and warnings of sockets at debug level: a lost peer causes one for each pending operation, and the next
 * view contains the same information.
 */
public final class QuietLog extends Slf4jLogImpl {
    /**
     * Creates a log.
     *
     * @param owner the class that logs
     */
    public QuietLog(Class<?> owner) {
        super(owner);
    }

    @Override
    public void error(String message) {
        debug(message);
    }

    @Override
    public void error(String format, Object... arguments) {
        debug(format, arguments);
    }

    @Override
    public void error(String message, Throwable cause) {
        debug(message, cause);
    }

    @Override
    public void warn(String message) {
        debug(message);
    }

    @Override
    public void warn(String format, Object... arguments) {
        debug(format, arguments);
    }

    @Override
    public void warn(String message, Throwable cause) {
        debug(message, cause);
    }

    @Override
    public boolean isErrorEnabled() {
        return isDebugEnabled();
    }

    @Override
    public boolean isWarnEnabled() {
        return isDebugEnabled();
    }

    @Override
    public void debug(String format, Object... arguments) {
        if (isDebugEnabled()) {
            super.debug(format, arguments);
        }
    }
}
