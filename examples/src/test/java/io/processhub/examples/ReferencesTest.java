package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.processhub.ProcessHub;
import io.processhub.process.ProcessType;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

final class ReferencesTest {
    private static final ProcessType<String> ACCOUNT = ProcessType.of("account", String.class);

    @Test
    void asksAreAnsweredAndTellsAreNot() {
        try (var hub = open()) {
            hub.start(ACCOUNT.spec("alice")).join();

            assertThat(References.call(hub.ref(ACCOUNT, "alice")).join()).isEqualTo("balance?balance?");
        }
    }

    @Test
    void nobodyHandledAMessageToNobody() {
        try (var hub = open()) {
            var answer = hub.untyped("nobody").ask("balance?", String.class);
            var failed = catchThrowableOfType(CompletionException.class, answer::join);

            assertThat(References.conclude(failed)).isEqualTo(References.Conclusion.NOT_HANDLED);
        }
    }

    private static ProcessHub open() {
        return ProcessHub.builder("bank")
                .process(ACCOUNT, () -> message -> message.replyUntyped(message.body()))
                .start();
    }
}
