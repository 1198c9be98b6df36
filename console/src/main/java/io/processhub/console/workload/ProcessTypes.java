package io.processhub.console.workload;

import io.processhub.spec.ProcessSpec;
import java.util.List;

/**
 * Adds process types to a node that the console runs. Found by {@link java.util.ServiceLoader}: put a jar with an
 * implementation and its entry in {@code META-INF/services} on the class path of every node.
 *
 * <p>A protocol of records, an enum or a sealed interface of such is asked in JSON, and the argument of a spec is JSON
 * where the type declares its class. Both must be accessible: public in an exported package, or not in a named module.
 *
 * <p>A process that answers {@code ping}, with anything, takes part in the verification of the demo and of the admin
 * endpoint; one that does not answer counts as failed there. The message is the case {@code Ping} of a sealed protocol,
 * and otherwise the text {@code ping}. One that implements {@code StateHandover} takes its state along when it moves;
 * the state has to be of a type that needs no registration, such as a string or bytes.
 */
public interface ProcessTypes {

    /** {@return the types with their code; called once, when the node starts} */
    List<ProvidedType> types();

    /**
     * Checks a spec of one of these types before anything is started. Accepts everything unless overridden.
     *
     * @param spec of one of these types
     * @throws IllegalArgumentException when a process of this spec could never start; the message names the value and
     *     the remedy
     */
    default void check(ProcessSpec<?> spec) {}
}
