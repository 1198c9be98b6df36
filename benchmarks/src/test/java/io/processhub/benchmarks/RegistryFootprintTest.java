package io.processhub.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.benchmarks.RegistryFootprint.Footprint;
import org.junit.jupiter.api.Test;

/**
 * Guards what a process takes on the heap where there are many. The upper limits are 2 percent above what was measured
 * with ordinary object headers and references of four bytes: a field more of each process breaks them. The lower limits
 * show that something was measured at all.
 */
final class RegistryFootprintTest {
    private static final int PROCESSES = 20_000;

    @Test
    void manyProcessesTakeNoMoreThanWasMeasured() {
        Footprint footprint = RegistryFootprint.measure(PROCESSES);

        assertThat(footprint.hosted()).as(footprint::table).isBetween(700.0, 855.0);
        assertThat(footprint.read()).as(footprint::table).isBetween(300.0, 415.0);
        assertThat(footprint.called()).as(footprint::table).isBetween(380.0, 536.0);
    }
}
