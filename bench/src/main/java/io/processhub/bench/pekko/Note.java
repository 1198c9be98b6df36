package io.processhub.bench.pekko;

import org.apache.pekko.actor.typed.ActorRef;

/** What receivers within one JVM understand. */
sealed interface Note {
    /** To be counted. */
    record Tell(long number) implements Note {}

    /** To be answered with its number. */
    record Question(long number, ActorRef<Long> replyTo) implements Note {}
}
