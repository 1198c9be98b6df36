package io.processhub.testkit.simulation;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A process for tests that need no type of their own. It crashes on the message {@code "crash"}, answers
 * {@code "where"} with the name of its node, and returns any other question.
 */
final class Probe implements HubProcess<Object> {
    static final ProcessType<Object> TYPE = ProcessType.of("probe", Object.class);

    private @Nullable ProcessContext<Object> context;

    @Override
    public void onStart(ProcessContext<Object> given) {
        context = given;
    }

    @Override
    public void onMessage(Message<Object> message) {
        if ("crash".equals(message.body())) {
            throw new IllegalStateException("told to crash");
        }
        message.replyUntyped("where".equals(message.body()) ? where() : message.body());
    }

    private String where() {
        return Objects.requireNonNull(context, "asked before it started").node().toString();
    }
}
