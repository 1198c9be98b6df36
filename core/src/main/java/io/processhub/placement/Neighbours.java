package io.processhub.placement;

import io.processhub.registry.Registration;
import io.processhub.replication.Directory;
import io.processhub.spec.ProcessId;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The processes that are wanted, near which or away from which others are to run.
 *
 * @param find a process by its name
 * @param ofTag all processes of a tag
 */
public record Neighbours(
        Function<ProcessId, Optional<Registration>> find, Function<String, Collection<Registration>> ofTag) {
    /** There are none. */
    public static final Neighbours NONE = new Neighbours(id -> Optional.empty(), tag -> List.of());

    /**
     * Everything that this node knows to be wanted.
     *
     * @param directory the read side of its registry
     * @return reads it at every question
     */
    public static Neighbours of(Directory directory) {
        return new Neighbours(id -> Optional.ofNullable(directory.find(id)), directory::byTag);
    }

    Collection<Registration> byId(ProcessId id) {
        return find.apply(id).map(Collections::singletonList).orElse(List.of());
    }

    Collection<Registration> byTag(String tag) {
        return ofTag.apply(tag);
    }
}
