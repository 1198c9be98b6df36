package io.processhub.console.input;

import io.processhub.process.Metadata;
import io.processhub.process.ProcessSpec;

/**
 * A process that somebody wants.
 *
 * @param spec how to start it
 * @param metadata how to find it
 */
public record Wanted(ProcessSpec spec, Metadata metadata) {

    /** {@return the name of the process} */
    public String id() {
        return spec.id().value();
    }
}
