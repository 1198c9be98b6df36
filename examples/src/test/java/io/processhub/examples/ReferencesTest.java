package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.processhub.ProcessHub;
import io.processhub.process.ProcessSpec;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

final class ReferencesTest {

    @Test
    void asksAreAnsweredAndTellsAreNot() {
        try (var hub = open()) {
            hub.start(ProcessSpec.of("alice", "account")).join();

            assertThat(References.call(hub.ref("alice")).join()).isEqualTo("balance?balance?");
        }
    }

    @Test
    void nobodyHandledAMessageToNobody() {
        try (var hub = open()) {
            var answer = hub.ref("nobody").<String>ask("balance?");
            var failed = catchThrowableOfType(CompletionException.class, answer::join);

            assertThat(References.conclude(failed)).isEqualTo(References.Conclusion.NOT_HANDLED);
        }
    }

    private static ProcessHub open() {
        return ProcessHub.builder("bank")
                .process("account", () -> message -> message.reply(message.body()))
                .start();
    }
}
