package io.processhub.jgroups.reception;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A bounded number of connections of which it is not known yet whose they are. When there are too many, the oldest from
 * the address with the most of them has to go: who floods a node thus displaces himself first. Thread-safe.
 */
final class Crowd<T> {
    private final int countMax;
    private final Map<T, InetAddress> origins = new LinkedHashMap<>();

    Crowd(int countMax) {
        this.countMax = countMax;
    }

    /** Adds one and returns the one that has to go, which is no longer among them; empty when there is room. */
    synchronized Optional<T> add(T arrival, InetAddress origin) {
        origins.put(arrival, origin);
        if (origins.size() <= countMax) {
            return Optional.empty();
        }
        InetAddress busiest = origins.values().stream()
                .collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Comparator.comparingLong(Map.Entry::getValue))
                .orElseThrow()
                .getKey();
        Optional<T> oldest = origins.entrySet().stream()
                .filter(entry -> entry.getValue().equals(busiest))
                .map(Map.Entry::getKey)
                .findFirst();
        oldest.ifPresent(origins::remove);
        return oldest;
    }

    synchronized void remove(T gone) {
        origins.remove(gone);
    }

    /** Those that are there, the oldest first. */
    synchronized List<T> all() {
        return List.copyOf(origins.keySet());
    }
}
