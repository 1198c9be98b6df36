package io.processhub.bench.contestant;

/** A node of a contestant. What it can do besides, its class says by further interfaces of this package. */
public interface Member extends AutoCloseable {
    /** {@return how many nodes it sees, itself included} */
    int members();

    /** Leaves in an orderly way: what runs here moves to others first. */
    @Override
    void close();
}
