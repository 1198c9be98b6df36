package io.processhub.replica;

import io.processhub.registry.Registration;
import org.jspecify.annotations.Nullable;

/**
 * A hash of the registration of a process, the same on every JVM: it excludes identity hashes, such as those of enum
 * constants. The sum over all processes is the digest by which nodes compare their registries.
 */
final class Fingerprint {
    private Fingerprint() {}

    static long of(@Nullable Registration registration) {
        if (registration == null) {
            return 0;
        }
        long hash = mix(
                registration.id().value().hashCode(), registration.spec().type().hashCode());
        hash = mix(hash, registration.spec().argument().hashCode());
        hash = mix(hash, registration.metadata().hashCode());
        for (Registration.Copy copy : registration.instances()) {
            hash = mix(hash, copy.node().hashCode());
            hash = mix(hash, copy.epoch());
            hash = mix(hash, copy.role().name().hashCode());
            hash = mix(hash, copy.instance().term() - copy.epoch());
        }
        for (Registration.Parked parked : registration.parked()) {
            hash = mix(hash, parked.node().hashCode());
            hash = mix(hash, parked.error().hashCode());
        }
        return hash;
    }

    /** One step of a 64-bit mixing function, based on the finalizer of MurmurHash3. */
    private static long mix(long hash, long value) {
        long mixed = (hash * 31 + value + 1) * 0xff51afd7ed558ccdL;
        return mixed ^ (mixed >>> 32);
    }
}
