package io.processhub.console.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DemoSpecsTest {

    @Test
    void thereIsAClockForHundredsOfTimeZones() {
        assertThat(DemoSpecs.timeZones())
                .hasSizeGreaterThan(300)
                .allSatisfy(clock -> assertThat(clock.spec().type()).isEqualTo("clock"));
    }
}
