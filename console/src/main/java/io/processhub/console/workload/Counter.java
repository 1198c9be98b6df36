package io.processhub.console.workload;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.StateHandover;

/**
 * Counts. Its argument is the first value, zero when empty. Answers {@code add} with the value after adding one,
 * {@code get} with the value, and {@code ping} with its id. Takes the value along when it moves.
 */
final class Counter implements HubProcess<String>, StateHandover<Long> {
    private String id = "";
    private long value;

    static long firstValue(String argument) {
        if (argument.isEmpty()) {
            return 0;
        }
        try {
            return Long.parseLong(argument);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "argument '" + argument + "' of a counter is no whole number; give its first value or leave it out",
                    notANumber);
        }
    }

    @Override
    public void onStart(ProcessContext<String> context) {
        id = context.id().value();
        value = firstValue(context.argument());
    }

    @Override
    public Long handOver() {
        return value;
    }

    @Override
    public void takeOver(Long state) {
        value = state;
    }

    @Override
    public void onMessage(Message<String> message) {
        message.replyUntyped(
                switch (message.body()) {
                    case "ping" -> id;
                    case "get" -> Long.toString(value);
                    case "add" -> Long.toString(++value);
                    default -> "a counter understands 'add', 'get' and 'ping', not '" + message.body() + "'";
                });
    }
}
