package io.processhub.examples;

import io.processhub.HubBuilder;
import io.processhub.message.Message;
import io.processhub.message.MessageType;
import io.processhub.process.HubProcess;
import java.nio.ByteBuffer;

/** Messages of a type of one's own, and how they cross between nodes. */
final class TypedMessages {
    private TypedMessages() {}

    // tag::messages[]
    /** What an account understands. */
    sealed interface Command {
        record Deposit(long cents) implements Command {}

        record Balance() implements Command {}
    }

    /** Answers with its balance in cents. */
    static final class Account implements HubProcess {
        private long cents;

        @Override
        public void onMessage(Message message) {
            switch ((Command) message.body()) {
                case Command.Deposit deposit -> cents += deposit.cents();
                case Command.Balance balance -> message.reply(cents);
            }
        }
    }
    // end::messages[]

    // tag::types[]
    static final MessageType<Command.Deposit> DEPOSIT = new MessageType<>(
            "deposit",
            Command.Deposit.class,
            deposit -> ByteBuffer.allocate(Long.BYTES).putLong(deposit.cents()).array(),
            bytes -> new Command.Deposit(ByteBuffer.wrap(bytes).getLong()));
    static final MessageType<Command.Balance> BALANCE =
            new MessageType<>("balance", Command.Balance.class, balance -> new byte[0], bytes -> new Command.Balance());

    /** Every node registers the same. */
    static HubBuilder configured(HubBuilder hub) {
        return hub.message(DEPOSIT).message(BALANCE).process("account", Account::new);
    }
    // end::types[]
}
