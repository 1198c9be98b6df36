package io.processhub.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.processhub.process.ProcessType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ProcessSpecTest {
    private static final Duration LONG = Duration.ofDays(36_500);
    private static final Duration TOO_LONG = LONG.plusNanos(1);
    private static final ProcessSpec<?> SPEC = ProcessType.of("t", Object.class).spec("p");

    @Test
    void durationsBeyondAHundredYearsAreRefused() {
        assertThat(SPEC.timeouts(LONG, LONG).stopTimeout()).isEqualTo(LONG);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SPEC.timeouts(TOO_LONG, LONG))
                .withMessageContaining("startTimeout")
                .withMessageContaining("36500 days");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SPEC.timeouts(LONG, TOO_LONG))
                .withMessageContaining("stopTimeout");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RestartLimit.STANDARD.window(TOO_LONG))
                .withMessageContaining("window");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RestartLimit.STANDARD.delays(LONG, TOO_LONG))
                .withMessageContaining("delayMax");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RestartLimit.STANDARD.parkedFor(TOO_LONG))
                .withMessageContaining("parkedFor");
    }

    @Test
    void aLimitOfRestartsIsMadeByName() {
        var limit = RestartLimit.STANDARD
                .restartsMax(20)
                .window(Duration.ofMinutes(1))
                .delays(Duration.ofMillis(50), Duration.ofSeconds(5))
                .parkedFor(Duration.ofMinutes(5));

        assertThat(limit)
                .isEqualTo(new RestartLimit(
                        20,
                        Duration.ofMinutes(1),
                        Duration.ofMillis(50),
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(5)));
    }

    @Test
    void halfASurrogatePairIsNoName() {
        assertThat(new ProcessId("a\uD83D\uDE00").value()).hasSize(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProcessId("a\uD83D"))
                .withMessageContaining("half of a surrogate pair");
        assertThatIllegalArgumentException().isThrownBy(() -> new ProcessId("\uDE00b"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProcessId("a\n"))
                .withMessageContaining("control character");
    }
}
