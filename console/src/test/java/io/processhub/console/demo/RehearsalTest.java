package io.processhub.console.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Goal: what the script has the JVM record succeeds; it would go on without a record if it did not. */
final class RehearsalTest {

    @Test
    void aSecondNodeGetsItsShare() {
        assertThat(new Rehearsal().call()).isZero();
    }
}
