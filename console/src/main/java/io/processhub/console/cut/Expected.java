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
    private final Set<String> stopped = new LinkedHashSet<>();
    private final Set<String> unsure = new LinkedHashSet<>();

    synchronized void start(Collection<String> ids, boolean answered) {
        (answered ? wanted : unsure).addAll(ids);
    }

    synchronized void stop(Collection<String> ids, boolean answered) {
        ids.forEach(wanted::remove);
        (answered ? stopped : unsure).addAll(ids);
    }

    /** A start that was refused has no more right to run than what was stopped. */
    synchronized void refused(String id) {
        stopped.add(id);
    }

    /** How many of the wanted processes live nowhere. */
    synchronized int lost(Map<String, Integer> living) {
        return (int) wanted.stream().filter(id -> !living.containsKey(id)).count();
    }

    /** How many live although they were stopped, or never started. */
    synchronized int resurrected(Map<String, Integer> living) {
        return (int) living.keySet().stream()
                .filter(id -> stopped.contains(id) || (!wanted.contains(id) && !unsure.contains(id)))
                .count();
    }

    /** Whether a registry may know so many processes. */
    synchronized boolean allows(int processes) {
        return wanted.size() <= processes && processes <= wanted.size() + unsure.size();
    }

    synchronized int size() {
        return wanted.size();
    }
}
