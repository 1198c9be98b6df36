package io.processhub.cluster;

/**
 * Hashes that are the same on every JVM, so that nodes which never spoke to each other draw the same conclusions. They
 * spread well; they do not withstand somebody who looks for collisions.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-eastlake-fnv">The FNV Non-Cryptographic Hash Algorithm</a>
 */
public final class StableHash {
    private StableHash() {}

    /**
     * Hashes a text: FNV-1a over its characters, then mixed, so that texts that differ in one character share no bits.
     *
     * @param text any
     * @return 64 bits
     */
    public static long of(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return mix(hash);
    }

    /**
     * Hashes a node, its incarnation included.
     *
     * @param node any
     * @return 64 bits
     */
    public static long of(NodeId node) {
        return mix(of(node.name()) + node.incarnation());
    }

    /**
     * Mixes the bits of a number: the finalizer of MurmurHash3, variant 13 by David Stafford. No two numbers give the
     * same.
     *
     * @param value any
     * @return 64 bits
     */
    public static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
