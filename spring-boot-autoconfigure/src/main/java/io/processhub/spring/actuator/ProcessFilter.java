package io.processhub.spring.actuator;

import io.processhub.registry.Registration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which processes to show.
 *
 * @param type of their code; {@code null} for any
 * @param tag of them; {@code null} for any
 * @param after those whose names are greater; {@code null} for all
 * @param limit how many
 */
record ProcessFilter(
        @Nullable String type,
        @Nullable String tag,
        @Nullable String after,
        int limit) {

    /** Selects from all processes, which are in order of their names. */
    Answers.Page page(List<Registration> all) {
        List<Answers.Row> found =
                selected(all).limit(limit).map(Answers.Row::of).toList();
        String next = found.size() < limit ? null : found.getLast().id();
        return new Answers.Page(found, next);
    }

    private Stream<Registration> selected(List<Registration> all) {
        return all.stream()
                .filter(one -> after == null || one.id().value().compareTo(after) > 0)
                .filter(one -> type == null || one.spec().type().equals(type))
                .filter(one -> tag == null || one.metadata().tag().equals(tag));
    }
}
