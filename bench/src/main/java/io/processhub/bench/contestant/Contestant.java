package io.processhub.bench.contestant;

import java.util.List;
import java.util.Map;

/** Something that is measured. It is used by the driver, and in the JVMs of its nodes. */
public interface Contestant {
    /** {@return its name in results and in {@code --against}, where a variant follows after a hyphen} */
    String name();

    /** {@return what is measured, with its version, for people} */
    String title();

    /** {@return what it promises, by the names of the workloads in which it takes part} */
    Map<String, String> promises();

    /**
     * Joins as one node.
     *
     * @return the node, which may not see the others yet
     * @throws Exception when it cannot
     */
    Member open(Place place) throws Exception;

    /** {@return options that the JVMs of its nodes need} */
    default List<String> jvmOptions() {
        return List.of();
    }
}
