package io.processhub.replication;

import io.processhub.hash.StableHash;
import io.processhub.registry.Registration;
import io.processhub.spec.Metadata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hash of what callers see of a process. Nodes compare the sum over all processes to find out whether their
 * registries are equal, so it must be the same on every JVM. Therefore it is made of texts and numbers in a defined
 * order by {@link StableHash}, and never of {@code hashCode}, which the language does not define for records and enums.
 */
final class Fingerprint {
    private Fingerprint() {}

    static long of(@Nullable Registration registration) {
        if (registration == null) {
            return 0;
        }
        long hash = mix(
                StableHash.of(registration.id().value()),
                StableHash.of(registration.spec().type()));
        hash = mix(hash, registration.spec().argument().stableHash());
        hash = mix(hash, registration.metadata());
        for (String node : registration.assignment().nodes()) {
            hash = mix(hash, StableHash.of(node));
        }
        List<Registration.Copy> copies = registration.instances();
        for (int at = 0; at < copies.size(); at++) { // by index: it is done at every change, and iterators are garbage
            Registration.Copy copy = copies.get(at);
            hash = mix(hash, StableHash.of(copy.node()));
            hash = mix(hash, copy.epoch());
            hash = mix(hash, StableHash.of(copy.role().name()));
            hash = mix(hash, copy.instance().term() - copy.epoch());
        }
        for (Registration.Parked parked : registration.parked()) {
            hash = mix(hash, StableHash.of(parked.node()));
            hash = mix(hash, StableHash.of(parked.error()));
        }
        return hash;
    }

    /** Labels are sorted by key. */
    private static long mix(long hash, Metadata metadata) {
        long mixed = mix(hash, StableHash.of(metadata.tag()));
        if (metadata.labels().isEmpty()) {
            return mix(mixed, 0);
        }
        for (var label : metadata.labels().entrySet()) {
            mixed = mix(mixed, StableHash.of(label.getKey()));
            mixed = mix(mixed, StableHash.of(label.getValue()));
        }
        return mix(mixed, metadata.labels().size());
    }

    /** Depends on the order. */
    private static long mix(long hash, long value) {
        return StableHash.mix(hash * 31 + value);
    }
}
