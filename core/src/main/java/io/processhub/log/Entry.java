package io.processhub.log;

import io.processhub.registry.Intent;
import io.processhub.spec.ProcessId;

/**
 * An entry of an origin log: a statement of a node about a process. An entry supersedes the earlier entry of the same
 * kind about the same process. Immutable.
 */
public sealed interface Entry {

    /** {@return its position in the log; positive and unique within the log} */
    long version();

    /** {@return the process} */
    ProcessId id();

    /** {@return an upper bound of its encoded size, in bytes} */
    default int bytesMax() {
        return EntrySize.bytesMax(this);
    }

    /**
     * An intent that the node has set, or that it carries for another node.
     *
     * @param version position in the log
     * @param intent the intent
     */
    record IntentSet(long version, Intent intent) implements Entry {
        @Override
        public ProcessId id() {
            return intent.id();
        }
    }

    /**
     * The state of the node's own copy.
     *
     * @param version position in the log
     * @param id the process
     * @param presence the state of the copy
     */
    record PresenceSet(long version, ProcessId id, Presence presence) implements Entry {}
}
