package io.processhub.benchmarks.synchronization.result;

import java.util.Locale;

/** One kind of number that a measurement yields. Means over all trials unless it says otherwise. */
public enum Figure {
    /** Messages sent in the whole cluster. */
    MESSAGES,
    /** Bytes sent in the whole cluster: headers of the node and of the hub, and acknowledgements, but no TCP or IP. */
    BYTES,
    /** Those bytes, in multiples of the lower bound. */
    TIMES_BOUND,
    /** Bytes of entries alone, in multiples of the lower bound. */
    PAYLOAD_TIMES_BOUND,
    /** Messages that the node sent where it began. */
    ORIGIN_SENDS,
    /** Messages that the origin sent; in half of the trials no more. */
    ORIGIN_SENDS_P50,
    /** The longest way in any trial. */
    HOPS,
    /** Time until the last node had it, in mean latencies; half of the trials took less. */
    TIME_P50,
    /** The same; 99 of 100 trials took less. */
    TIME_P99,
    /** How many were to receive it, in all trials. */
    DELIVERIES,
    /** How many of those did not, before the next round. */
    MISSED,
    /** How many did not after it either. */
    MISSED_AFTER_ROUND,
    /** Messages for each node. */
    NODE_MESSAGES,
    /** Bytes for each node. */
    NODE_BYTES,
    /** What the busiest node sent, in multiples of the mean. */
    UPLOAD_MAX,
    /** How many peers sent a tenth of their fair share or more. */
    SOURCES,
    /** Seconds at 1 Gb/s for each node, from what the busiest sent or received. */
    WIRE_SECONDS,
    /** Real seconds of one core to decode and apply all entries. */
    APPLY_SECONDS,
    /** The same for one entry, in microseconds. */
    ENTRY_MICROS,
    /** Real time of one core to decode and apply a frame with a single changed entry, in microseconds. */
    CHANGE_MICROS,
    /**
     * Real time of one core to take in a frame and send what follows from it, in microseconds; all frames of an event.
     */
    FRAME_MICROS,
    /** Real time of one core for a round, for each node, in microseconds. */
    NODE_MICROS,
    /** Heap for each entry, indexes and all. */
    HEAP_BYTES;

    /** {@return its name in a file} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
