package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class QuickstartTest {

    @Test
    void aProcessIsStartedOnOneNodeAndCalledFromAnother() {
        assertThat(Quickstart.balance()).isEqualTo(500);
    }
}
