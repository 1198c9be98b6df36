package io.processhub.strategy.synchronization.gossip;

import io.processhub.cluster.NodeId;
import io.processhub.cluster.StableHash;
import io.processhub.registry.Logs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members, in the order of a hash of their names, seen from this node. A run is this node and the members that
 * follow it up to a key, and is what this node can be responsible for: {@link #split} says whom to tell, and which part
 * of the run is theirs. Parts are told by the keys at which they end, so nodes with different views still cover
 * everybody whom the one responsible for the part around him knows.
 *
 * <p>The shape follows El-Ansary, Alima, Brand and Haridi, «Efficient broadcast in structured P2P networks» (2003): a
 * run is divided into {@code fanOut + 1} parts again and again, until it is short enough to tell everybody directly.
 */
final class Ring {
    /** A run of so few is told directly. */
    private static final int STAR_MAX = 16;

    private final NodeId[] nodes;
    private final long[] keys;
    private final long[] hashes;
    private final int self;
    private final int first;
    private final int view;

    /**
     * A member to tell.
     *
     * @param node which one
     * @param end key at which its run ends
     */
    record Leg(NodeId node, long end) {}

    private record Seat(NodeId node, long key) {}

    Ring(NodeId self, List<NodeId> peers) {
        List<Seat> seats = new ArrayList<>(peers.size() + 1);
        seats.add(new Seat(self, key(self)));
        peers.forEach(peer -> seats.add(new Seat(peer, key(peer))));
        seats.sort(Comparator.comparingLong(Seat::key).thenComparing(Seat::node));
        this.nodes = seats.stream().map(Seat::node).toArray(NodeId[]::new);
        this.keys = seats.stream().mapToLong(Seat::key).toArray();
        this.hashes =
                seats.stream().mapToLong(seat -> StableHash.of(seat.node())).toArray();
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

    /** {@return the end of a run that is the whole ring} */
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

    /** {@return how many members the run of this node up to a key has, this one included} */
    int run(long end) {
        int run = Math.floorMod(lowerBound(end) - self, nodes.length);
        return run == 0 ? nodes.length : run;
    }

    /** {@return whether a run of this node up to one key covers that up to another} */
    boolean covers(long end, long other) {
        return run(end) >= run(other);
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

    /** {@return whom to tell, of a run of this node, so that each member of it is told once; farthest first} */
    List<Leg> split(long end, int fanOut) {
        List<Leg> legs = new ArrayList<>();
        int members = run(end);
        long rest = end;
        long divisor = fanOut + 1L;
        while (members > 1) {
            if (members <= STAR_MAX) {
                star(legs, members, rest);
                return legs;
            }
            int step = (int) Math.ceilDiv(nodes.length, divisor);
            if (step < members) {
                for (int part = fanOut; part >= 1; part--) {
                    addPart(legs, (long) part * step, new Part(step, members, rest));
                }
                members = step;
                rest = keys[at(step)];
            }
            divisor *= fanOut + 1L;
        }
        return legs;
    }

    /** For what takes long to send: few legs, of about equal length. */
    List<Leg> splitNarrow(long end, int fanOut) {
        List<Leg> legs = new ArrayList<>();
        int others = run(end) - 1;
        int parts = Math.min(fanOut, others);
        for (int part = 0; part < parts; part++) {
            int from = 1 + (int) ((long) others * part / parts);
            int to = 1 + (int) ((long) others * (part + 1) / parts);
            legs.add(new Leg(nodes[at(from)], to > others ? end : keys[at(to)]));
        }
        return legs;
    }

    private record Part(int step, int members, long end) {}

    private void addPart(List<Leg> legs, long offset, Part part) {
        if (offset < part.members()) {
            long next = offset + part.step();
            legs.add(new Leg(nodes[at((int) offset)], next < part.members() ? keys[at((int) next)] : part.end()));
        }
    }

    private void star(List<Leg> legs, int members, long end) {
        for (int offset = members - 1; offset >= 1; offset--) {
            legs.add(new Leg(nodes[at(offset)], offset + 1 < members ? keys[at(offset + 1)] : end));
        }
    }

    private int at(int offset) {
        return (self + offset) % nodes.length;
    }
}
