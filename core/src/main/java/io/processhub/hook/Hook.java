package io.processhub.hook;

import java.util.function.Consumer;

/**
 * What to do when something happened. Hooks run outside the hub's thread, one after another, in the order the events
 * happened and, for one event, by falling priority. They may block up to the time limit of the hub; one that throws or
 * overruns is logged and counted, and called again for the next event.
 *
 * @param id unique within the hub; names the hook in logs
 * @param priority higher runs earlier; 0 unless said otherwise
 * @param on the kind of event, or a supertype for several kinds
 * @param action what to do
 * @param <E> the kind of event
 */
public record Hook<E extends HubEvent>(String id, int priority, Class<E> on, Consumer<? super E> action) {

    /**
     * A hook of priority 0.
     *
     * @param id unique within the hub
     * @param on the kind of event
     * @param action what to do
     * @param <E> the kind of event
     * @return the hook
     */
    public static <E extends HubEvent> Hook<E> of(String id, Class<E> on, Consumer<? super E> action) {
        return new Hook<>(id, 0, on, action);
    }

    /** Calls the action when the event is of the hook's kind. */
    void hear(HubEvent event) {
        if (on.isInstance(event)) {
            action.accept(on.cast(event));
        }
    }
}
