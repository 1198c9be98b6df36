package io.processhub.examples;

import io.processhub.HubBuilder;
import io.processhub.message.Ask;
import io.processhub.message.Message;
import io.processhub.message.MessageType;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessType;
import java.lang.invoke.MethodHandles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Messages of a type of one's own, and how they cross between nodes. */
final class TypedMessages {
    private TypedMessages() {}

    // tag::messages[]
    /** What an account understands. */
    sealed interface Command {
        ProcessType<Command> TYPE =
                ProcessType.of("account", Command.class).lookup(MethodHandles.lookup()); // it is not public

        record Deposit(long cents, Optional<String> note) implements Command {}

        record Balance() implements Command, Ask<Command, Long> {}

        record Explain() implements Command, Ask<Command, List<Entry>> {}
    }

    /** One line of what an account answers to {@code Explain}. */
    record Entry(Instant time, Command.Deposit deposit) {}

    static final class Account implements HubProcess<Command> {
        private final List<Entry> entries = new ArrayList<>();

        @Override
        public void onMessage(Message<Command> message) {
            switch (message.body()) {
                case Command.Deposit deposit -> entries.add(new Entry(Instant.now(), deposit));
                case Command.Balance question -> message.reply(question, balance());
                case Command.Explain question -> message.reply(question, List.copyOf(entries));
            }
        }

        private long balance() {
            return entries.stream().mapToLong(entry -> entry.deposit().cents()).sum();
        }
    }
    // end::messages[]

    // tag::types[]
    /** Every node registers the same. The messages keep their name when the class gets another one. */
    static HubBuilder configured(HubBuilder hub) {
        return hub.process(Command.TYPE, Account::new)
                .message(MessageType.of("command", Command.class, MethodHandles.lookup()));
    }
    // end::types[]

    // tag::codec[]
    static final MessageType<BitSet> DAYS = MessageType.of("days", BitSet.class, BitSet::toByteArray, BitSet::valueOf);
    // end::codec[]
}
