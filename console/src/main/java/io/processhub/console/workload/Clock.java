package io.processhub.console.workload;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/** Tells the time of one zone, which its argument names. Answers {@code time}, and {@code ping} with its id. */
final class Clock implements HubProcess<String> {
    private ZoneId zone = ZoneId.of("UTC");
    private String id = "";

    @Override
    public void onStart(ProcessContext<String> context) {
        id = context.id().value();
        zone = ZoneId.of(context.argument());
    }

    @Override
    public void onMessage(Message<String> message) {
        message.replyUntyped(
                switch (message.body()) {
                    case "ping" -> id;
                    case "time" ->
                        ZonedDateTime.now(zone).truncatedTo(ChronoUnit.SECONDS).toString();
                    default -> "a clock understands 'time' and 'ping', not '" + message.body() + "'";
                });
    }
}
