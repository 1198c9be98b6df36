package io.processhub.benchmarks.synchronization.seed;

import java.util.random.RandomGenerator;

/** Some of the nodes 0 … N-1; immutable, as messages share it. */
final class NodeSet {
    private final int nodes;
    private final long[] words;
    private final int size;

    private NodeSet(int nodes, long[] words) {
        this.nodes = nodes;
        this.words = words;
        int bits = 0;
        for (long word : words) {
            bits += Long.bitCount(word);
        }
        this.size = bits;
    }

    static NodeSet none(int nodes) {
        return new NodeSet(nodes, new long[(nodes + Long.SIZE - 1) / Long.SIZE]);
    }

    boolean contains(int node) {
        return (words[node / Long.SIZE] >>> node & 1) != 0;
    }

    int size() {
        return size;
    }

    boolean full() {
        return size == nodes;
    }

    NodeSet with(int node) {
        if (contains(node)) {
            return this;
        }
        long[] more = words.clone();
        more[node / Long.SIZE] |= 1L << node;
        return new NodeSet(nodes, more);
    }

    /** Nothing new is made where one holds the other: millions of messages are under way at once. */
    NodeSet with(NodeSet other) {
        long[] more = words.clone();
        for (int i = 0; i < more.length; i++) {
            more[i] |= other.words[i];
        }
        var union = new NodeSet(nodes, more);
        if (union.size == size) {
            return this;
        }
        return union.size == other.size ? other : union;
    }

    /** {@return all that are missing, in order} */
    int[] missing() {
        int[] missing = new int[nodes - size];
        int count = 0;
        for (int node = 0; node < nodes; node++) {
            if (!contains(node)) {
                missing[count++] = node;
            }
        }
        return missing;
    }

    /** {@return some that are missing, drawn by lot} */
    int[] missing(int most, RandomGenerator random) {
        if (nodes - size <= most) {
            return missing();
        }
        int[] drawn = new int[most];
        NodeSet taken = this;
        for (int count = 0; count < most; count++) {
            drawn[count] = taken.draw(random);
            taken = taken.with(drawn[count]);
        }
        return drawn;
    }

    private int draw(RandomGenerator random) {
        int node = random.nextInt(nodes);
        while (contains(node)) {
            node = random.nextInt(nodes);
        }
        return node;
    }
}
