package io.processhub.strategy.synchronization.gossip;

import io.processhub.cluster.NodeId;
import io.processhub.hash.StableHash;
import io.processhub.log.Logs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members, in the order of a hash of their names, seen from this node. A node's subtree is the node itself and the
 * members that follow it up to a key; {@link #split} divides it among children. Subtrees are named by the keys at which
 * they end, so nodes with different views still cover every member that the node responsible for it knows.
 *
 * <p>The shape follows El-Ansary, Alima, Brand and Haridi, «Efficient broadcast in structured P2P networks» (2003), as
 * a complete tree, so that the number of children is bounded.
 */
final class Ring {
    private final NodeId[] nodes;
    private final long[] keys;
    private final long[] hashes;
    private final int self;
    private final int first;
    private final int view;

    /**
     * A child and its part of a subtree.
     *
     * @param node the first member of the part
     * @param end key at which the part ends
     */
    record Leg(NodeId node, long end) {}

    private record Place(NodeId node, long key) {}

    Ring(NodeId self, List<NodeId> peers) {
        List<Place> places = new ArrayList<>(peers.size() + 1);
        places.add(new Place(self, key(self)));
        peers.forEach(peer -> places.add(new Place(peer, key(peer))));
        places.sort(Comparator.comparingLong(Place::key).thenComparing(Place::node));
        this.nodes = places.stream().map(Place::node).toArray(NodeId[]::new);
        this.keys = places.stream().mapToLong(Place::key).toArray();
        this.hashes =
                places.stream().mapToLong(place -> StableHash.of(place.node())).toArray();
        this.self = place(self);
        int smallest = 0;
        long members = nodes.length;
        for (int place = 0; place < nodes.length; place++) {
            smallest = nodes[place].compareTo(nodes[smallest]) < 0 ? place : smallest;
            members += StableHash.mix(hashes[place]);
        }
        this.first = smallest;
        this.view = (int) StableHash.mix(members);
    }

    /** A restarted node keeps its place. */
    static long key(NodeId node) {
        return StableHash.of(node.name());
    }

    int size() {
        return nodes.length;
    }

    NodeId self() {
        return nodes[self];
    }

    /** {@return the end of a subtree that is the whole ring} */
    long wholeRing() {
        return keys[self];
    }

    /** {@return the first of the members, by name} */
    NodeId first() {
        return nodes[first];
    }

    /** {@return a hash of who the members are} */
    int view() {
        return view;
    }

    /** {@return a member by its number, 0 to {@code size() - 1}} */
    NodeId node(int number) {
        return nodes[number];
    }

    /** {@return the member whose hash ends with this half; {@code null} for none} */
    @Nullable
    NodeId withHash(int half) {
        for (int place = 0; place < nodes.length; place++) {
            if ((int) hashes[place] == half) {
                return nodes[place];
            }
        }
        return null;
    }

    boolean contains(NodeId node) {
        return place(node) >= 0;
    }

    private int place(NodeId node) {
        long key = key(node);
        for (int place = lowerBound(key); place < keys.length && keys[place] == key; place++) {
            if (nodes[place].equals(node)) {
                return place;
            }
        }
        return -1;
    }

    private int lowerBound(long key) {
        int low = 0;
        int high = keys.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (keys[middle] < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** {@return a hash of how far all members' logs have been read; equal on two nodes with equal members and logs} */
    long sum(Logs logs) {
        long sum = 0;
        for (int place = 0; place < nodes.length; place++) {
            sum += StableHash.mix(hashes[place] ^ StableHash.mix(logs.known(nodes[place])));
        }
        return sum;
    }

    /** {@return how many members the subtree of this node up to a key has, this one included} */
    int count(long end) {
        int count = Math.floorMod(lowerBound(end) - self, nodes.length);
        return count == 0 ? nodes.length : count;
    }

    /** {@return whether the subtree of this node up to one key covers that up to another} */
    boolean covers(long end, long other) {
        return count(end) >= count(other);
    }

    /** {@return the member that follows a node, which may be none any more, before a key; {@code null} for none} */
    @Nullable
    NodeId after(NodeId node, long end) {
        long key = key(node);
        int place = lowerBound(key);
        if (place < keys.length && keys[place] == key) {
            place++;
        }
        NodeId next = nodes[place % nodes.length];
        boolean inside = Long.compareUnsigned(key(next) - key - 1, end - key - 1) < 0;
        return inside && !next.equals(self()) ? next : null;
    }

    /**
     * Divides a subtree of this node among children, so that each member of it is in one part. If all members divide
     * like that, the result is a complete tree: all levels but the last are full, and the last one is filled from the
     * first child on. So no tree with as many children has fewer hops, or fewer members that relay.
     *
     * @param end key at which the subtree ends
     * @param fanOut how many children there are at most; 1 or more
     * @return the parts, in the order of the ring
     */
    List<Leg> split(long end, int fanOut) {
        int others = count(end) - 1;
        long above = 0; // members of a part above the last level
        long width = 1; // of the last level in a part
        while (fanOut * (above + width) < others) {
            above += width;
            width *= fanOut;
        }
        long last = others - fanOut * above;
        List<Leg> legs = new ArrayList<>(Math.min(fanOut, others));
        for (long from = 1; from <= others; ) {
            long next = from + above + Math.min(width, last);
            legs.add(new Leg(nodes[at((int) from)], next > others ? end : keys[at((int) next)]));
            last -= Math.min(width, last);
            from = next;
        }
        return legs;
    }

    private int at(int offset) {
        return (self + offset) % nodes.length;
    }
}
