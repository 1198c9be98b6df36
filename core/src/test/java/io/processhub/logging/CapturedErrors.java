package io.processhub.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.processhub.ProcessHub;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Keeps the errors that the hub logs during a test instead of printing them. The test asserts what it provokes by
 * {@link #take}; an error that is left at its end fails it.
 */
public final class CapturedErrors implements BeforeEachCallback, AfterEachCallback {
    private final Logger logger = (Logger) LoggerFactory.getLogger(ProcessHub.class.getPackageName());
    private final Store store = new Store();

    /** Begins to keep errors before each test. */
    public CapturedErrors() {
        // The fields are all there is.
    }

    /** {@return the messages of the errors since the test began or took them last, in order} */
    public List<String> take() {
        var messages = new ArrayList<String>();
        store.messages.drainTo(messages);
        return messages;
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        store.start();
        logger.addAppender(store);
        logger.setAdditive(false);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        logger.setAdditive(true);
        logger.detachAppender(store);
        store.stop();
        assertThat(take()).as("errors that the test has not asserted").isEmpty();
    }

    private static final class Store extends AppenderBase<ILoggingEvent> {
        private final LinkedBlockingQueue<String> messages = new LinkedBlockingQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
                messages.add(event.getFormattedMessage());
            }
        }
    }
}
