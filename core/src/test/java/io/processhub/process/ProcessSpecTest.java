package io.processhub.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ProcessSpecTest {
    private static final Duration LONG = Duration.ofDays(36_500);
    private static final Duration TOO_LONG = LONG.plusNanos(1);
    private static final ProcessSpec SPEC = ProcessSpec.of("p", "t");

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
                .isThrownBy(() -> new RestartLimit(1, TOO_LONG, LONG, LONG, LONG))
                .withMessageContaining("window");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RestartLimit(1, LONG, LONG, TOO_LONG, LONG))
                .withMessageContaining("delayMax");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RestartLimit(1, LONG, LONG, LONG, TOO_LONG))
                .withMessageContaining("parkedFor");
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
