package io.processhub.bench.contestant;

import java.util.List;

/** Keeps names on every node. */
public interface Names extends Member {
    /** Returns when the names are known, as far as this contestant can say; what they stand for is on this node. */
    void register(List<String> ids) throws Exception;

    /** {@return how many names this node can look up} */
    int names();
}
