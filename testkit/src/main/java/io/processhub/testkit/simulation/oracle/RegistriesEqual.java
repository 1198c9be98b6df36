package io.processhub.testkit.simulation.oracle;

import io.processhub.registry.Registration;
import io.processhub.spec.ProcessSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All registries are equal, and the digests of two registries are equal exactly when the registries are. */
public record RegistriesEqual() implements Invariant {
    private static final int EXAMPLES_MAX = 3;

    @Override
    public List<String> breaches(Evidence evidence) {
        var breaches = new ArrayList<String>();
        var hubs = evidence.hubs().entrySet().iterator();
        if (hubs.hasNext()) {
            var first = hubs.next();
            hubs.forEachRemaining(other -> compare(first.getValue(), other.getValue(), breaches));
        }
        return breaches;
    }

    private static void compare(Evidence.Testimony left, Evidence.Testimony right, List<String> breaches) {
        boolean same = left.registrations().equals(right.registrations());
        boolean sameDigest =
                left.status().registry().digest() == right.status().registry().digest();
        String pair = left.status().self() + " and " + right.status().self();
        if (!same) {
            breaches.add("registries of " + pair + " differ: only the first has "
                    + examples(left.registrations(), right.registrations()) + ", only the second has "
                    + examples(right.registrations(), left.registrations()));
        }
        if (same != sameDigest) {
            breaches.add("registries of " + pair + (same ? " are equal" : " differ") + " but their digests "
                    + (sameDigest ? "are equal" : "differ"));
        }
    }

    private static List<String> examples(List<Registration> here, List<Registration> there) {
        Set<Registration> only = new LinkedHashSet<>(here);
        there.forEach(only::remove);
        return only.stream().limit(EXAMPLES_MAX).map(RegistriesEqual::brief).toList();
    }

    private static String brief(Registration registration) {
        ProcessSpec<?> spec = registration.spec();
        return spec.id() + " (" + spec.type() + " '" + spec.argument() + "', " + registration.metadata() + ") on "
                + registration.instances();
    }
}
