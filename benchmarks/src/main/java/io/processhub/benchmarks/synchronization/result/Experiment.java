package io.processhub.benchmarks.synchronization.result;

import java.util.Locale;

/** What was done; the load of a row says how much of it. */
public enum Experiment {
    /** One node changes some entries at once; the load is how many. */
    EVENT,
    /** A round after some owners have changed an entry and all nodes have received it; the load is how many owners. */
    ROUND,
    /** Each node owns entries that no other node knows; the load is how many each. */
    COLD,
    /** One node changes one entry, with {@code directUpTo} at its default; the load is {@code recipients}. */
    SHAPE,
    /** The same with {@code directUpTo} at 0. */
    SHAPE_RELAYED,
    /** A node joins others that hold the whole registry; the load is how many entries that has. */
    BOOTSTRAP;

    /** {@return its name in a file} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
