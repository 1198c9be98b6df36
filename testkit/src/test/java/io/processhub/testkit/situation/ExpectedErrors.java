package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Keeps the errors that are logged during a test instead of printing them. The test fails when one is unexpected. */
public final class ExpectedErrors extends AppenderBase<ILoggingEvent> implements BeforeEachCallback, AfterEachCallback {
    private final Logger logger;
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final String part;

    /**
     * Expects errors whose message contains a text, or none.
     *
     * @param loggers name of the loggers
     * @param part of each message
     */
    public ExpectedErrors(String loggers, String part) {
        this.logger = (Logger) LoggerFactory.getLogger(loggers);
        this.part = part;
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        start();
        logger.addAppender(this);
        logger.setAdditive(false);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        logger.setAdditive(true);
        logger.detachAppender(this);
        assertThat(messages).allMatch(message -> message.contains(part));
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
            messages.add(event.getFormattedMessage());
        }
    }
}
