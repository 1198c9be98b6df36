package io.processhub.examples;

import io.processhub.HubBuilder;
import io.processhub.process.ProcessSpec;
import java.util.function.Supplier;

/** Processes that shall always run, said in the settings of every node. */
final class Singletons {
    private Singletons() {}

    static HubBuilder configured(HubBuilder hub, Supplier<String> clock) {
        // tag::static[]
        return hub.process("scheduler", () -> message -> message.reply(clock.get()))
                .ensure(ProcessSpec.of("scheduler", "scheduler"));
        // end::static[]
    }
}
