package io.processhub.hash;

import io.processhub.cluster.NodeId;

/**
 * Hash functions with the same result on every JVM, so that nodes come to the same decision without communication. They
 * distribute well; they do not resist deliberate collisions. Stateless.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-eastlake-fnv">The FNV Non-Cryptographic Hash Algorithm</a>
 */
public final class StableHash {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private StableHash() {}

    /**
     * Hashes a text: FNV-1a over its characters, then {@link #mix}, so that a difference in one character affects all
     * bits.
     *
     * @param text any
     * @return 64 bits
     */
    public static long of(String text) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return mix(hash);
    }

    /**
     * Hashes bytes: FNV-1a, then {@link #mix}.
     *
     * @param bytes any
     * @return 64 bits
     */
    public static long of(byte[] bytes) {
        long hash = FNV_OFFSET;
        for (byte part : bytes) {
            hash = (hash ^ (part & 0xff)) * FNV_PRIME;
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
     * Mixes the bits of a number: the finalizer of MurmurHash3, variant 13 by David Stafford. Bijective: no two numbers
     * have the same result.
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
