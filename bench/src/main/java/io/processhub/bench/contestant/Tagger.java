package io.processhub.bench.contestant;

import java.util.List;

/** Finds by tag what was started. */
public interface Tagger extends Starter {
    /** Starts things with a tag. */
    void start(List<String> ids, String tag) throws Exception;

    /** {@return how many have the tag; the answer holds all of them} */
    int tagged(String tag);
}
