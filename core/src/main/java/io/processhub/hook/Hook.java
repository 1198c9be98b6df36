package io.processhub.hook;

import java.util.function.Consumer;

/**
 * An action that runs after an event of the hub. Hooks run outside the hub's thread, one after another, in the order of
 * the events and, for one event, by descending priority. A hook may block up to the hub's time limit for hooks. A call
 * that throws or exceeds the limit is logged and counted, and the hook is called again for the next event. Immutable.
 *
 * @param id unique within the hub; identifies the hook in logs
 * @param priority a higher priority runs earlier; 0 is the default
 * @param on the kind of event, or a supertype for several kinds
 * @param action runs with the event
 * @param <E> the kind of event
 */
public record Hook<E extends HubEvent>(String id, int priority, Class<E> on, Consumer<? super E> action) {

    /**
     * Creates a hook of priority 0.
     *
     * @param id unique within the hub
     * @param on the kind of event
     * @param action runs with the event
     * @param <E> the kind of event
     * @return the hook
     */
    public static <E extends HubEvent> Hook<E> of(String id, Class<E> on, Consumer<? super E> action) {
        return new Hook<>(id, 0, on, action);
    }
}
