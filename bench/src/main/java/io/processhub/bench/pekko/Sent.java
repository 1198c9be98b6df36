package io.processhub.bench.pekko;

import org.apache.pekko.actor.typed.ActorRef;

/** What crosses between nodes; written and read by {@link SentSerializer}. */
public sealed interface Sent {
    /** Answered with the name of the node. */
    record Where(ActorRef<String> replyTo) implements Sent {}

    /** Ends a thing, which says the name of its node for the last time. */
    record Stop(ActorRef<String> replyTo) implements Sent {}

    /** Ends a thing without an answer; sharding sends it when a shard moves. */
    record HandOff() implements Sent {}

    /** Not answered. */
    record Bytes(byte[] payload) implements Sent {}

    /** Answered with the number of messages so far. */
    record Question(byte[] payload, ActorRef<Long> replyTo) implements Sent {}
}
