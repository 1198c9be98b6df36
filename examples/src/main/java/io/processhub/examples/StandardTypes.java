package io.processhub.examples;

import io.processhub.HubBuilder;
import io.processhub.ProcessHub;
import io.processhub.process.ProcessType;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.CompletableFuture;

/** A protocol that is a standard type. A text does not say what its answer is, so type and caller do. */
final class StandardTypes {
    private StandardTypes() {}

    // tag::type[]
    static final ProcessType<String> CLOCK = ProcessType.of("clock", String.class, String.class);

    static HubBuilder configured(HubBuilder hub, InstantSource source) {
        return hub.process(
                CLOCK,
                () -> message -> message.replyUntyped(source.instant()
                        .atZone(ZoneId.of(message.body()))
                        .toLocalTime()
                        .toString()));
    }

    static CompletableFuture<String> time(ProcessHub hub, String zone) {
        return hub.ref(CLOCK, "clock").ask(zone, String.class);
    }
    // end::type[]
}
