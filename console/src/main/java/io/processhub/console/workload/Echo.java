package io.processhub.console.workload;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;

/** Answers every message with its argument, a space, and the message; {@code ping} with its id. */
final class Echo implements HubProcess<String> {
    private String id = "";
    private String prefix = "";

    @Override
    public void onStart(ProcessContext<String> context) {
        id = context.id().value();
        prefix = context.argument().isEmpty() ? "" : context.argument() + ' ';
    }

    @Override
    public void onMessage(Message<String> message) {
        message.replyUntyped(message.body().equals("ping") ? id : prefix + message.body());
    }
}
