package io.processhub.messaging;

import io.processhub.process.ProcessRef;
import io.processhub.process.ProcessType;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;

/**
 * Makes references to processes, whether these exist or not. Thread-safe.
 *
 * @param router brings their messages to them
 */
public record References(Router router) {

    /**
     * Refers to a process of a type.
     *
     * @param type of the process
     * @param id its name
     * @param <C> the protocol of the process
     * @return the reference
     */
    public <C> ProcessRef<C> to(ProcessType<C> type, ProcessId id) {
        return new RoutedRef<>(router, new Admission.Address(id, type.name(), type.protocol()));
    }

    /**
     * Refers to the process of a spec, of which the name of the type is known, but not its protocol.
     *
     * @param spec of the process
     * @param <C> the protocol of the process
     * @return the reference
     */
    public <C> ProcessRef<C> to(ProcessSpec<C> spec) {
        return new RoutedRef<>(router, new Admission.Address(spec.id(), spec.type(), Object.class));
    }

    /**
     * Refers to a process of any type.
     *
     * @param id its name
     * @return the reference
     */
    public ProcessRef<Object> untyped(ProcessId id) {
        return new RoutedRef<>(router, new Admission.Address(id, null, Object.class));
    }
}
