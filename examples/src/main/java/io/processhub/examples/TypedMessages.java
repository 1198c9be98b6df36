package io.processhub.examples;

import io.processhub.HubBuilder;
import io.processhub.message.Ask;
import io.processhub.message.Message;
import io.processhub.message.MessageType;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessRef;
import io.processhub.process.ProcessType;
import java.lang.invoke.MethodHandles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** A protocol with answers of several kinds, and how it crosses between nodes. */
final class TypedMessages {
    private TypedMessages() {}

    // tag::protocol[]
    /** What an account understands. */
    sealed interface Account {
        ProcessType<Account> TYPE = ProcessType.of("account", Account.class).lookup(MethodHandles.lookup());

        record Deposit(long cents, Optional<String> note) implements Account {}

        record Balance() implements Account, Ask<Account, Long> {}

        record History() implements Account, Ask<Account, List<Entry>> {}

        record BalanceIn(String currency) implements Account, Ask<Account, Long> {}
    }

    /** One line of a history. Not public, hence the lookup above. */
    record Entry(Instant time, Account.Deposit deposit) {}

    /** What the process with the exchange rates understands. */
    sealed interface Rates {
        ProcessType<Rates> TYPE = ProcessType.of("rates", Rates.class);

        record Rate(String currency) implements Rates, Ask<Rates, Double> {}
    }
    // end::protocol[]

    // tag::handler[]
    static final class Ledger implements HubProcess<Account> {
        private final List<Entry> entries = new ArrayList<>();
        private ProcessRef<Rates> rates;

        @Override
        public void onStart(ProcessContext<Account> context) {
            rates = context.hub().ref(Rates.TYPE, "rates");
        }

        @Override
        public void onMessage(Message<Account> message) {
            switch (message.body()) {
                case Account.Deposit deposit -> entries.add(new Entry(Instant.now(), deposit));
                case Account.Balance question -> message.reply(question, balance());
                case Account.History question -> message.reply(question, List.copyOf(entries));
                case Account.BalanceIn question -> {
                    long cents = balance(); // now: the answer is made on another thread
                    var rate = rates.ask(new Rates.Rate(question.currency()));
                    message.replyLater(question, rate.thenApply(factor -> Math.round(cents * factor)));
                }
            }
        }

        private long balance() {
            return entries.stream().mapToLong(entry -> entry.deposit().cents()).sum();
        }
    }
    // end::handler[]

    // tag::types[]
    /** Every node registers the same. The name stays when the class is renamed or moves. */
    static HubBuilder configured(HubBuilder hub) {
        return hub.message(MessageType.of("account", Account.class, MethodHandles.lookup()))
                .process(Account.TYPE, Ledger::new)
                .process(Rates.TYPE, () -> message -> {
                    switch (message.body()) {
                        case Rates.Rate question ->
                            message.reply(question, question.currency().equals("USD") ? 1.5 : 1);
                    }
                });
    }
    // end::types[]

    // tag::codec[]
    static final MessageType<BitSet> DAYS = MessageType.of("days", BitSet.class, BitSet::toByteArray, BitSet::valueOf);
    // end::codec[]
}
