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

        assertThat(footprint.hosted()).as(footprint::table).isBetween(600.0, 695.0);
        assertThat(footprint.read()).as(footprint::table).isBetween(250.0, 295.0);
        assertThat(footprint.called()).as(footprint::table).isBetween(340.0, 401.0);
    }
}
