package io.processhub.message.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.fuzz.Corpus;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Goal: the corpus holds values of every type, and what was once believed. */
final class RecordsCorpusTest {
    private static final Corpus CORPUS = Corpus.of(RecordsFuzzTest.class);
    private static final int SEEDS = 4;

    @Test
    void eachTypeIsInTheCorpus() {
        CORPUS.holds(samples());
        List<byte[]> inputs = CORPUS.inputs();

        assertThat(RecordsFuzzTest.CODECS)
                .allMatch(codec -> inputs.stream()
                        .anyMatch(input -> RecordsFuzzTest.decode(codec, input).isPresent()));
    }

    @Test
    void whatWasOnceBelievedIsInTheCorpus() {
        byte[] tooLong = {-1, -1, -1, -1, 7, 1, 1};
        byte[] inside = {11, -1, -1, -1, -1, 7, 1, 1, 1, 1, 1, 1};
        CORPUS.holds(Map.of(
                "fault-length-of-a-record",
                tooLong,
                "fault-count-within-a-record",
                inside,
                "fault-duplicate-element",
                new byte[] {3, 2, 8, 8},
                "fault-text-not-unicode",
                new byte[] {5, 1, 3, (byte) 0xed, (byte) 0xa0, (byte) 0xbd},
                "fault-deep-nesting",
                nested(120)));
    }

    /** A tree in a tree and so on: each begins with its length, an empty name, and a child. */
    private static byte[] nested(int depth) {
        byte[] tree = {0};
        for (int i = 0; i < depth; i++) {
            int length = tree.length + 2;
            byte[] head = length < 128
                    ? new byte[] {(byte) length, 0, 1}
                    : new byte[] {(byte) (length | 128), (byte) (length >> 7), 0, 1};
            byte[] outer = Arrays.copyOf(head, head.length + tree.length);
            System.arraycopy(tree, 0, outer, head.length, tree.length);
            tree = outer;
        }
        return tree;
    }

    private static Map<String, byte[]> samples() {
        var samples = new LinkedHashMap<String, byte[]>();
        var values = new Everything(new Random(7));
        for (int i = 1; i <= SEEDS; i++) {
            samples.put("all-" + i, RecordsFuzzTest.encode(values.all()));
            samples.put("tree-" + i, RecordsFuzzTest.encode(values.tree(3)));
        }
        samples.put("texts", RecordsFuzzTest.encode(new RecordsFuzzTest.Texts(List.of("a", "ä€", ""))));
        samples.put("sets", RecordsFuzzTest.encode(new RecordsFuzzTest.Sets(Set.of(4))));
        samples.put("maps", RecordsFuzzTest.encode(new RecordsFuzzTest.Maps(Map.of("a", 2))));
        samples.put("blob", RecordsFuzzTest.encode(new RecordsFuzzTest.Blob(new byte[9])));
        samples.put("big", RecordsFuzzTest.encode(new RecordsFuzzTest.Big(java.math.BigInteger.TEN.pow(50))));
        return samples;
    }
}
