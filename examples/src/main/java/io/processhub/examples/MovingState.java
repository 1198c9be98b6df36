package io.processhub.examples;

import io.processhub.HubBuilder;
import io.processhub.ProcessHub;
import io.processhub.message.Ask;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessType;
import io.processhub.process.StateHandover;
import io.processhub.strategy.migration.HotSwap;
import java.util.ArrayList;
import java.util.List;

/** A process that takes its state along when it moves. */
final class MovingState {
    private MovingState() {}

    // tag::cart[]
    sealed interface Cart {
        ProcessType<Cart> TYPE = ProcessType.of("cart", Cart.class);

        record Add(String item) implements Cart {}

        record Items() implements Cart, Ask<Cart, List<String>> {}
    }

    static final class Basket implements HubProcess<Cart>, StateHandover<List<String>> {
        private List<String> items = new ArrayList<>();

        @Override
        public void onMessage(Message<Cart> message) {
            switch (message.body()) {
                case Cart.Add add -> items.add(add.item());
                case Cart.Items question -> message.reply(question, List.copyOf(items));
            }
        }

        @Override
        public List<String> handOver() {
            return List.copyOf(items); // and continues as before if the move fails
        }

        @Override
        public void takeOver(List<String> state) {
            items = new ArrayList<>(state); // before the first message
        }
    }
    // end::cart[]

    static HubBuilder shop() {
        // tag::hotswap[]
        return ProcessHub.builder("shop").process(Cart.TYPE, Basket::new).migration(HotSwap.withState());
        // end::hotswap[]
    }
}
