package io.processhub.examples;

import io.processhub.HubBuilder;
import io.processhub.ProcessHub;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessSpec;

/** One process, called from two nodes. */
final class Quickstart {
    private Quickstart() {}

    /** {@return what the process answered} */
    static int count() {
        // tag::quickstart[]
        final class Counter implements HubProcess {
            private int visits;

            @Override
            public void onMessage(Message message) {
                message.reply(++visits);
            }
        }
        HubBuilder shop = ProcessHub.builder("shop").process("counter", Counter::new);
        try (var one = shop.start();
                var two = shop.start()) {
            one.start(ProcessSpec.of("visits", "counter")).join(); // runs on one of the two nodes
            two.ensure(ProcessSpec.of("visits", "counter")).join(); // knows that it runs, too
            return two.ref("visits").<Integer>ask("hello").join();
        }
        // end::quickstart[]
    }
}
