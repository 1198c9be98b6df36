package io.processhub.examples;

import io.processhub.ProcessHub;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessSpec;
import java.util.List;
import java.util.function.Supplier;

/** One process, called from two nodes. */
final class Quickstart {
    private Quickstart() {}

    /** {@return what the process answered to each of the nodes} */
    static List<Integer> count() {
        // tag::quickstart[]
        final class Counter implements HubProcess {
            private int visits;

            @Override
            public void onMessage(Message message) {
                message.reply(++visits);
            }
        }
        Supplier<ProcessHub> node = () -> ProcessHub.builder("shop").process("counter", Counter::new).start();
        try (var one = node.get(); var two = node.get()) {
            one.start(ProcessSpec.of("visits", "counter")).join(); // runs on one of the two
            two.ensure(ProcessSpec.of("visits", "counter")).join(); // is there: nothing to start
            return List.of(one.ref("visits").<Integer>ask("hi").join(), two.ref("visits").<Integer>ask("hi").join());
        }
        // end::quickstart[]
    }
}
