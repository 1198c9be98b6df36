package io.processhub.spring.hub;

import io.processhub.HubBuilder;
import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent;
import io.processhub.spring.HubCustomizer;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;

/**
 * Passes events of the hub on to the application: to its listeners, and to its liveness when the hub has failed, which
 * nothing but a new process mends.
 *
 * @param context of the application
 * @param publish whether listeners receive them
 */
public record HubEvents(ApplicationContext context, boolean publish) implements HubCustomizer, Ordered {

    @Override
    public void customize(HubBuilder builder) {
        builder.hook(Hook.of(
                "spring-liveness",
                HubEvent.HubFailed.class,
                failed -> AvailabilityChangeEvent.publish(context, LivenessState.BROKEN)));
        if (publish) {
            builder.hook(Hook.of("spring-events", HubEvent.class, context::publishEvent));
        }
    }

    /** {@return before the customizers of the application} */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
