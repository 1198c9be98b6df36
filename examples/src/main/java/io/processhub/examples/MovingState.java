package io.processhub.examples;

import io.processhub.HubBuilder;
import io.processhub.ProcessHub;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessType;
import io.processhub.process.StateHandover;
import io.processhub.strategy.migration.HotSwap;

/** A process that takes its state along when it moves. */
final class MovingState {
    private MovingState() {}

    // tag::cart[]
    static final class Cart implements HubProcess<String>, StateHandover<String> {
        private String items = "";

        @Override
        public void onMessage(Message<String> message) {
            items += message.body() + " ";
            message.replyUntyped(items);
        }

        @Override
        public String handOver() {
            return items; // and goes on as before, should the move fail
        }

        @Override
        public void takeOver(String state) {
            items = state; // before the first message
        }
    }
    // end::cart[]

    static HubBuilder shop() {
        // tag::hotswap[]
        return ProcessHub.builder("shop")
                .process(ProcessType.of("cart", String.class), Cart::new)
                .migration(HotSwap.withState());
        // end::hotswap[]
    }
}
