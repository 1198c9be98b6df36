package io.processhub.bench.contestant;

import java.util.List;

/** Starts many things by name; where they run is decided by the contestant. */
public interface Starter extends Member {
    /** Returns when all have started, as far as this contestant can say. */
    void start(List<String> ids) throws Exception;

    /** Returns when all have stopped, as far as this contestant can say. */
    void stop(List<String> ids) throws Exception;

    /** {@return how many names this node can look up; {@link #NO_REGISTRY} when it has no registry} */
    int known();

    /** {@return how many run on this node} */
    int hosted();

    /** There is nothing to wait for besides the call. */
    int NO_REGISTRY = -1;
}
