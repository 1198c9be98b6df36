package io.processhub.console.input;

import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessSpec;

/**
 * A process to start. Immutable.
 *
 * @param spec how to start the process; its argument is text, or JSON as text where its type takes a value
 * @param metadata tag and labels by which lookups find it
 */
public record Wanted(ProcessSpec<?> spec, Metadata metadata) {

    /** {@return the process id} */
    public String id() {
        return spec.id().value();
    }
}
