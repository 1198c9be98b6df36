package io.processhub.benchmarks.synchronization.result;

import java.util.Locale;

/** How it was done. */
public enum Protocol {
    /** Our {@code Gossip}, the code that runs in production. */
    GOSSIP("Gossip"),
    /** Our {@code PubSub}, the code that runs in production. */
    PUBSUB("PubSub"),
    /** The model of the seed as its manual describes it. */
    SEED("seed, as documented"),
    /** The model of the seed as its code runs. */
    SEED_CODED("seed, as coded"),
    /** What no protocol can do without: each receiver is sent each entry once. */
    BOUND("lower bound");

    private final String title;

    Protocol(String title) {
        this.title = title;
    }

    /** {@return its name for people} */
    public String title() {
        return title;
    }

    /** {@return its name in a file} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
