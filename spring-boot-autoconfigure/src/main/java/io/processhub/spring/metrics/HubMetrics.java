package io.processhub.spring.metrics;

import io.processhub.HubBuilder;
import io.processhub.ProcessHub;
import io.processhub.micrometer.HubMeters;
import io.processhub.spring.HubCustomizer;
import io.processhub.spring.hub.HubStartListener;

/**
 * Lets the hub of the application count.
 *
 * @param meters of the hub
 */
record HubMetrics(HubMeters meters) implements HubCustomizer, HubStartListener {

    @Override
    public void customize(HubBuilder builder) {
        var unused = meters.register(builder);
    }

    @Override
    public void starting(ProcessHub hub) {
        meters.watch(hub);
    }
}
