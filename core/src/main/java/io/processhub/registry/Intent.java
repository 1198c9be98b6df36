package io.processhub.registry;

import io.processhub.process.Metadata;
import io.processhub.process.ProcessId;
import io.processhub.process.ProcessSpec;
import org.jspecify.annotations.Nullable;

/**
 * The wish that a process shall run, or shall not. Intents are never edited, only superseded: the one with the greater
 * stamp wins on every node, in whatever order it hears of them.
 *
 * @param id which process
 * @param stamp when it was said
 * @param wanted what shall run; {@code null} when it shall not
 */
public record Intent(ProcessId id, Stamp stamp, @Nullable Wanted wanted) {

    /**
     * What shall run.
     *
     * @param spec how to start it
     * @param metadata how to find it
     */
    public record Wanted(ProcessSpec spec, Metadata metadata) {}

    /** {@return whether the process shall run} */
    public boolean runs() {
        return wanted != null;
    }

    /**
     * Compares with what was known before.
     *
     * @param other an intent for the same process, or {@code null} for none
     * @return whether this one supersedes the other
     */
    public boolean supersedes(@Nullable Intent other) {
        return other == null || stamp.compareTo(other.stamp) > 0;
    }
}
