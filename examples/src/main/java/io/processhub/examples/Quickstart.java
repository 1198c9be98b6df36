package io.processhub.examples;

import io.processhub.ProcessHub;
import io.processhub.message.Ask;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessType;
import io.processhub.process.StateHandover;
import io.processhub.strategy.migration.HotSwap;

/** One process, called from two nodes. */
final class Quickstart {
    private Quickstart() {}

    // tag::account[]
    /** What an account understands. */
    sealed interface Account {
        ProcessType<Account> TYPE = ProcessType.of("account", Account.class);

        record Deposit(long cents) implements Account {}

        record Balance() implements Account, Ask<Account, Long> {} // is answered with a Long
    }

    /** Handles one message at a time, and keeps its state when it moves to another node. */
    static final class Ledger implements HubProcess<Account>, StateHandover<Long> {
        private long cents;

        @Override
        public void onMessage(Message<Account> message) {
            switch (message.body()) {
                case Account.Deposit deposit -> cents += deposit.cents();
                case Account.Balance question -> message.reply(question, cents);
            }
        }

        @Override
        public Long handOver() {
            return cents;
        }

        @Override
        public void takeOver(Long state) {
            cents = state;
        }
    }
    // end::account[]

    /** {@return what the process answered} */
    static long balance() {
        // tag::quickstart[]
        var bank = ProcessHub.builder("bank").process(Account.TYPE, Ledger::new).migration(HotSwap.withState());
        try (var one = bank.start();
                var two = bank.start()) {
            var spec = Account.TYPE.spec("eur");
            one.start(spec).join(); // runs on one of the two nodes
            var account = two.ensure(spec).join().ref(); // knows that it runs, too
            account.tell(new Account.Deposit(500));
            return account.ask(new Account.Balance()).join();
        }
        // end::quickstart[]
    }
}
