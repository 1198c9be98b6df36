package io.processhub.runtime;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.process.ProcessException.Reason;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Waits for the end of one ask: an answer, or the reason why there is none. */
final class Reply implements ReplyTo {
    private static final int PATIENCE_SECONDS = 20;

    private final CompletableFuture<Object> end = new CompletableFuture<>();

    @Override
    public void answer(Object question, @Nullable Object reply) {
        assertThat(end.complete(Objects.requireNonNull(reply))).as("first end").isTrue();
    }

    @Override
    public void fail(Reason reason, String detail) {
        assertThat(end.complete(reason)).as("first end").isTrue();
    }

    /** {@return the answer, or the reason why there is none; waits for it} */
    Object end() {
        return end.orTimeout(PATIENCE_SECONDS, SECONDS).join();
    }

    /** {@return whether nothing has come yet} */
    boolean open() {
        return !end.isDone();
    }
}
