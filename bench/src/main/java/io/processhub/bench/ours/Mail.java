package io.processhub.bench.ours;

import io.processhub.message.Ask;
import io.processhub.process.ProcessType;

/** What the receivers within one JVM understand. */
public sealed interface Mail {
    /** Their type. */
    ProcessType<Mail> TYPE = ProcessType.of("mail", Mail.class);

    /** To be counted. */
    record Note(long number) implements Mail {}

    /** To be answered with its number. */
    record Question(long number) implements Mail, Ask<Mail, Long> {}
}
