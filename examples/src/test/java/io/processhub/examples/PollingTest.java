package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class PollingTest {

    @Test
    void aPollerThatCrashedGoesOn() throws InterruptedException {
        var orders = new LinkedBlockingQueue<>(List.of("tea", " ", "cake"));
        var till = new LinkedBlockingQueue<String>();

        try (var hub = Polling.open(orders, till::add)) {
            assertThat(till.poll(10, TimeUnit.SECONDS)).isEqualTo("tea");
            assertThat(till.poll(10, TimeUnit.SECONDS)).isEqualTo("cake");
            assertThat(hub.status().registry().waiting()).isBetween(0, 1);
        }
    }
}
