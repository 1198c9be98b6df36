package io.processhub.registry;

import io.processhub.process.ProcessId;

/**
 * One line of an origin log: what a node said about a process, and when in the order of all it said. A line replaces
 * the earlier line of the same kind about the same process.
 */
public sealed interface Entry {

    /** {@return its place in the log; positive, no two entries of a log share it} */
    long version();

    /** {@return which process} */
    ProcessId id();

    /** {@return how much room it takes in a frame, at most, in bytes} */
    default int bytesMax() {
        return EntrySize.bytesMax(this);
    }

    /**
     * A wish that the node uttered, or carries for another.
     *
     * @param version place in the log
     * @param intent the wish
     */
    record Wished(long version, Intent intent) implements Entry {
        @Override
        public ProcessId id() {
            return intent.id();
        }
    }

    /**
     * What the node says about its own copy.
     *
     * @param version place in the log
     * @param id which process
     * @param presence what it says
     */
    record Present(long version, ProcessId id, Presence presence) implements Entry {}
}
