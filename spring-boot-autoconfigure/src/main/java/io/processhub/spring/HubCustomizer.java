package io.processhub.spring;

import io.processhub.HubBuilder;

/**
 * Changes the settings of the hub before it starts, after the properties have been applied. Beans of this type are
 * called in their order, at every start of the hub.
 */
@FunctionalInterface
public interface HubCustomizer {

    /**
     * Changes the settings.
     *
     * @param builder of the hub that is about to start
     */
    void customize(HubBuilder builder);
}
