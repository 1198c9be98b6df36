package io.processhub.examples;

import io.processhub.HubBuilder;
import io.processhub.message.Message;
import io.processhub.message.MessageType;
import io.processhub.process.HubProcess;
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
        record Deposit(long cents, Optional<String> note) implements Command {}

        record Balance() implements Command {}

        record Explain() implements Command {}
    }

    /** One line of what an account answers to {@code Explain}. */
    record Entry(Instant time, Command.Deposit deposit) {}

    /** The answer to {@code Explain}. */
    record Statement(List<Entry> entries) {}

    static final class Account implements HubProcess {
        private final List<Entry> entries = new ArrayList<>();

        @Override
        public void onMessage(Message message) {
            switch ((Command) message.body()) {
                case Command.Deposit deposit -> entries.add(new Entry(Instant.now(), deposit));
                case Command.Balance balance -> message.reply(balance());
                case Command.Explain explain -> message.reply(new Statement(List.copyOf(entries)));
            }
        }

        private long balance() {
            return entries.stream().mapToLong(entry -> entry.deposit().cents()).sum();
        }
    }
    // end::messages[]

    // tag::types[]
    /** Every node registers the same. */
    static HubBuilder configured(HubBuilder hub) {
        return hub.message(MessageType.of("command", Command.class))
                .message(MessageType.of("statement", Statement.class, MethodHandles.lookup())) // it is not public
                .process("account", Account::new);
    }
    // end::types[]

    // tag::codec[]
    static final MessageType<BitSet> DAYS =
            new MessageType<>("days", BitSet.class, BitSet::toByteArray, BitSet::valueOf);
    // end::codec[]
}
