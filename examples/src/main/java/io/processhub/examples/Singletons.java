package io.processhub.examples;

import io.processhub.HubBuilder;
import io.processhub.process.ProcessType;
import java.util.function.Supplier;

/** Processes that shall always run, said in the settings of every node. */
final class Singletons {
    private Singletons() {}

    static HubBuilder configured(HubBuilder hub, Supplier<String> clock) {
        // tag::static[]
        return hub.process(
                        ProcessType.of("scheduler", String.class), () -> message -> message.replyUntyped(clock.get()))
                .ensure(ProcessType.of("scheduler", String.class).spec("scheduler"));
        // end::static[]
    }
}
