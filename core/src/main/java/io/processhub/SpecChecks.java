package io.processhub;

import io.processhub.process.StartOptions;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Assignment;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.wire.PacketCodec;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Makes of specs what a call asks for: changes them as the hub is set, and refuses those that could not be sent to
 * other nodes.
 */
record SpecChecks(UnaryOperator<ProcessSpec<?>> transformation, int bytesMax) {

    static List<Intent.Wanted> wanted(Collection<? extends ProcessSpec<?>> specs, StartOptions options) {
        List<Intent.Wanted> wanted = specs.stream()
                .map(spec -> new Intent.Wanted(spec, options.metadata(), assignment(spec, options)))
                .toList();
        return withoutStray(wanted, options);
    }

    static List<Intent.Wanted> wanted(Map<? extends ProcessSpec<?>, Metadata> specs, StartOptions options) {
        List<Intent.Wanted> wanted = specs.entrySet().stream()
                .map(spec -> new Intent.Wanted(spec.getKey(), spec.getValue(), assignment(spec.getKey(), options)))
                .toList();
        return withoutStray(wanted, options);
    }

    private static Assignment assignment(ProcessSpec<?> spec, StartOptions options) {
        return options.mapping().getOrDefault(spec.id(), Assignment.NONE);
    }

    /** Most calls have no mapping. */
    private static List<Intent.Wanted> withoutStray(List<Intent.Wanted> wanted, StartOptions options) {
        if (!options.mapping().isEmpty()) {
            Set<ProcessId> ids = wanted.stream().map(Intent.Wanted::id).collect(Collectors.toSet());
            options.mapping().keySet().stream()
                    .filter(id -> !ids.contains(id))
                    .findFirst()
                    .ifPresent(stray -> {
                        throw new IllegalArgumentException("the mapping names process " + stray
                                + ", which this call does not start; leave it out");
                    });
        }
        return wanted;
    }

    Intent.Wanted apply(Intent.Wanted asked) {
        return fitting(new Intent.Wanted(transformed(asked.spec()), asked.metadata(), asked.assignment()));
    }

    private ProcessSpec<?> transformed(ProcessSpec<?> spec) {
        ProcessSpec<?> transformed = transformation.apply(spec);
        if (!transformed.id().equals(spec.id())) {
            throw new IllegalArgumentException("the transformation of process " + spec.id() + " renamed it to "
                    + transformed.id() + "; leave the id as it is");
        }
        return transformed;
    }

    private Intent.Wanted fitting(Intent.Wanted wanted) {
        int bytes = PacketCodec.bytesOf(wanted);
        if (bytes > bytesMax) {
            throw new IllegalArgumentException("process " + wanted.spec().id() + " takes " + bytes
                    + " bytes with its argument and metadata; a frame holds " + bytesMax
                    + ": keep large data in a store");
        }
        return wanted;
    }

    static void requireDistinct(List<ProcessId> ids) {
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("no process is named; give at least one");
        }
        Set<ProcessId> seen = new HashSet<>();
        for (ProcessId id : ids) {
            if (!seen.add(id)) {
                throw new IllegalArgumentException("process " + id + " is named twice in one call; name it once");
            }
        }
    }
}
