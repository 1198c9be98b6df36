package io.processhub.spring.hub;

import io.processhub.ProcessHub;

/** Beans of this type are handed the hub whenever it starts, before anything runs on this node. */
@FunctionalInterface
public interface HubStartListener {

    /**
     * The hub starts.
     *
     * @param hub it, which has not joined; another one at each start
     */
    void starting(ProcessHub hub);
}
