package io.processhub.bench.contestant;

import java.util.concurrent.CompletionStage;

/** Receivers of messages in the same JVM. */
public interface Mailboxes extends Member {
    /** The most messages that wait for one receiver; the driver keeps below it. */
    int WAITING_MAX = 20_000;

    /** Makes the receivers, and returns when they are there. */
    void open(Counters received) throws Exception;

    /** Sends a message that the receiver counts. */
    void tell(int receiver, long message);

    /** Asks for an answer, which is the question. */
    CompletionStage<?> ask(int receiver, long question);
}
