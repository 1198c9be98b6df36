package io.processhub.bench.ours;

import io.processhub.message.Ask;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessType;

/**
 * What is started many times.
 *
 * @param node where it runs
 */
record Thing(String node) implements HubProcess<Thing.Request> {
    static final ProcessType<Request> TYPE = ProcessType.of("thing", Request.class);

    /** What it understands. */
    public sealed interface Request {
        /** Answered with the name of the node. */
        record Where() implements Request, Ask<Request, String> {}
    }

    @Override
    public void onMessage(Message<Request> message) {
        switch (message.body()) {
            case Request.Where question -> message.reply(question, node);
        }
    }
}
