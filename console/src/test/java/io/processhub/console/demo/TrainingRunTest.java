package io.processhub.console.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Goal: the training run succeeds; the script would go on without a cache if it did not. */
final class TrainingRunTest {

    @Test
    void aSecondNodeGetsItsShare() {
        assertThat(new TrainingRun().call()).isZero();
    }
}
