package io.processhub.bench.node;

import io.processhub.bench.contestant.Finder;
import io.processhub.bench.contestant.Member;
import io.processhub.bench.contestant.Names;
import io.processhub.bench.contestant.Servants;
import io.processhub.bench.contestant.Starter;
import io.processhub.bench.contestant.Tagger;
import io.processhub.bench.contestant.Waiting;
import io.processhub.bench.contestant.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Starting, finding, and who answers. */
final class RegistryWork {
    private static final String TAG = "rare";
    private static final int WARM_LOOKUPS = 3;
    private static final int LOOKUPS_MIN = 200_000;
    private static final int LOCATING = 64;

    /** Read by nothing; keeps the compiler from leaving a look-up out. */
    static volatile int sink;

    private RegistryWork() {}

    static Map<String, Double> start(Member member, Order order) throws Exception {
        List<String> ids = Ids.of(order);
        long begin = System.nanoTime();
        ((Starter) member).start(ids);
        return Map.of("await_nanos", (double) (System.nanoTime() - begin));
    }

    static Map<String, Double> stop(Member member, Order order) throws Exception {
        long begin = System.nanoTime();
        ((Starter) member).stop(Ids.of(order));
        return Map.of("await_nanos", (double) (System.nanoTime() - begin));
    }

    /** Ends when this node knows exactly so many; at once when it has no registry. */
    static Map<String, Double> awaitKnown(Member member, Order order) throws Exception {
        int count = order.number("count");
        var starter = (Starter) member;
        Waiting.until(count + " are known", () -> starter.known() == count || starter.known() == Starter.NO_REGISTRY);
        return Map.of();
    }

    static Map<String, Double> register(Member member, Order order) throws Exception {
        ((Names) member).register(Ids.of(order));
        return Map.of();
    }

    static Map<String, Double> awaitNames(Member member, Order order) throws Exception {
        int count = order.number("count");
        Waiting.until(count + " names are known", () -> ((Names) member).names() == count);
        return Map.of();
    }

    static Map<String, Double> hosted(Member member, Order order) {
        return Map.of("hosted", (double) ((Starter) member).hosted());
    }

    /** Nanoseconds of a look-up in a random order that is always the same, here and in a map of the same keys. */
    static Map<String, Double> lookup(Member member, Order order) {
        List<String> ids = Ids.of(order);
        Map<String, String> map = new ConcurrentHashMap<>();
        // Keys of its own, as a registry has: the same objects would be found without a look at their letters.
        ids.forEach(id -> map.put(String.valueOf(id.toCharArray()), id));
        String[] keys = ids.toArray(String[]::new);
        int[] sequence = sequence(keys.length);
        IntFunction<@Nullable Object> finder = ((Finder) member).finder(ids);
        IntFunction<@Nullable Object> floor = number -> map.get(keys[number]);
        for (int warm = 0; warm < WARM_LOOKUPS; warm++) {
            nanosEach(finder, sequence);
            nanosEach(floor, sequence);
        }
        return Map.of("lookup_nanos", nanosEach(finder, sequence), "floor_nanos", nanosEach(floor, sequence));
    }

    private static int[] sequence(int keys) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, keys).boxed().toList());
        Collections.shuffle(order, new Random(keys));
        return order.stream().mapToInt(Integer::intValue).toArray();
    }

    private static double nanosEach(IntFunction<@Nullable Object> finder, int[] sequence) {
        int rounds = Math.max(1, LOOKUPS_MIN / sequence.length);
        int found = 0;
        long begin = System.nanoTime();
        for (int round = 0; round < rounds; round++) {
            for (int number : sequence) {
                found += finder.apply(number) == null ? 0 : 1;
            }
        }
        long nanos = System.nanoTime() - begin;
        sink = found;
        if (found != rounds * sequence.length) {
            throw new IllegalStateException(found + " of " + rounds * sequence.length + " look-ups found something");
        }
        return (double) nanos / found;
    }

    static Map<String, Double> startTagged(Member member, Order order) throws Exception {
        ((Tagger) member).start(Ids.of(order), TAG);
        return Map.of();
    }

    static Map<String, Double> tag(Member member, Order order) {
        int queries = order.number("queries");
        int expected = order.number("expected");
        var tagger = (Tagger) member;
        long begin = System.nanoTime();
        for (int query = 0; query < queries; query++) {
            if (tagger.tagged(TAG) != expected) {
                throw new IllegalStateException(tagger.tagged(TAG) + " have the tag, not " + expected);
            }
        }
        return Map.of("tag_micros", (System.nanoTime() - begin) / 1_000.0 / queries);
    }

    /** Ends when all have answered, and none from the node with the name in the order. */
    static Map<String, Double> awaitElsewhere(Member member, Order order) throws Exception {
        var servants = (Servants) member;
        Queue<String> missing = new ConcurrentLinkedQueue<>(Ids.of(order));
        while (!missing.isEmpty()) {
            List<String> asked = List.copyOf(missing);
            missing.clear();
            Window.run(asked.size(), LOCATING, number -> locate(servants, asked.get(number), order.text(), missing));
        }
        return Map.of();
    }

    private static CompletionStage<?> locate(Servants servants, String id, String lost, Queue<String> missing) {
        return servants.locate(id).handle((node, failure) -> {
            if (failure != null || lost.equals(node)) {
                missing.add(id);
            }
            return id;
        });
    }

    /** Ends when this node runs at least so many. */
    static Map<String, Double> awaitHosted(Member member, Order order) throws Exception {
        int count = order.number("count");
        Waiting.until(count + " run here", () -> ((Starter) member).hosted() >= count);
        return Map.of();
    }
}
