package io.processhub.console.cut;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which processes must run: those whose start was answered, and whose stop was not asked for since. Of what got no
 * answer, either may be true. Thread-safe.
 */
final class Expected {
    private final Set<String> wanted = new LinkedHashSet<>();
    private final Set<String> unsure = new LinkedHashSet<>();

    synchronized void start(Collection<String> ids, boolean answered) {
        (answered ? wanted : unsure).addAll(ids);
    }

    synchronized void stop(Collection<String> ids, boolean answered) {
        ids.forEach(wanted::remove);
        if (!answered) {
            unsure.addAll(ids);
        }
    }

    /** How many of the wanted processes live nowhere. */
    synchronized int lost(Map<String, Integer> living) {
        return (int) wanted.stream().filter(id -> !living.containsKey(id)).count();
    }

    /** How many live although they were stopped, or never started, or their start was refused. */
    synchronized int resurrected(Map<String, Integer> living) {
        return (int) living.keySet().stream()
                .filter(id -> !wanted.contains(id) && !unsure.contains(id))
                .count();
    }

    /** Whether a registry may know so many processes. */
    synchronized boolean allows(int processes) {
        return wanted.size() <= processes && processes <= wanted.size() + unsure.size();
    }
}
