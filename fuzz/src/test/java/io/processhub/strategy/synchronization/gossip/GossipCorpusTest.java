package io.processhub.strategy.synchronization.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.fuzz.Corpus;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Goal: the corpus holds every kind of message, and what was once believed. */
final class GossipCorpusTest {
    private static final Corpus CORPUS = Corpus.of(GossipFuzzTest.class);
    private static final int SEEDS = 4;

    @Test
    void eachKindIsInTheCorpus() {
        CORPUS.holds(samples());
        Set<String> missing = kinds(GossipMessage.class);
        CORPUS.inputs().stream()
                .flatMap(input -> GossipFuzzTest.decode(input).stream())
                .forEach(message -> missing.remove(message.getClass().getSimpleName()));

        assertThat(missing).as("give GossipCodecTest a value of each").isEmpty();
    }

    @Test
    void whatWasOnceBelievedIsInTheCorpus() {
        byte[] manyNumbers = {2, -1, -1, -1, -1, 7};
        byte[] longDelta = {1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, -1, -1, -1, -1, 7};
        byte[] negativeHops = {1, 1, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1, 15, 0};

        CORPUS.holds(Map.of(
                "fault-many-numbers", manyNumbers,
                "fault-long-delta", longDelta,
                "fault-negative-hops", negativeHops));
    }

    private static Set<String> kinds(Class<?> type) {
        var kinds = new TreeSet<String>();
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            kinds.addAll(permitted.isInterface() ? kinds(permitted) : Set.of(permitted.getSimpleName()));
        }
        return kinds;
    }

    private static Map<String, byte[]> samples() {
        var samples = new LinkedHashMap<String, byte[]>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            for (GossipMessage message : GossipCodecTest.messages(new Random(seed))) {
                String name = message.getClass().getSimpleName().toLowerCase(Locale.ROOT) + "-" + seed;
                samples.put(name, GossipCodecTest.CODEC.encode(message).bytes());
            }
        }
        return samples;
    }
}
