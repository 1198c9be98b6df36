package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.examples.Quickstart.Account;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class EventsTest {

    @Test
    void aHookReceivesTheStartAndTheEndOfAProcess() throws InterruptedException {
        var pages = new LinkedBlockingQueue<String>();
        var log = new LinkedBlockingQueue<String>();

        try (var hub = Events.open(pages::add)) {
            Events.listen(hub, log::add);
            var spec = Account.TYPE.spec("eur");
            hub.start(spec).join();
            hub.stop(spec.id()).join();

            assertThat(log.poll(10, TimeUnit.SECONDS)).isEqualTo("eur runs: FRESH");
            assertThat(log.poll(10, TimeUnit.SECONDS)).isEqualTo("eur ended: STOPPED");
            assertThat(hub.removeHook("log")).isTrue();
            assertThat(pages).isEmpty();
        }
    }
}
