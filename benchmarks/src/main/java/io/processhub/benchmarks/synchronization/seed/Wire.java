package io.processhub.benchmarks.synchronization.seed;

/** How many bytes things take in the seed's messages. */
final class Wire {
    static final int MESSAGE = 100;
    static final int NAME = 20;
    static final int STAMP = 8;
    static final int ENTRY = 200;

    private Wire() {}
}
