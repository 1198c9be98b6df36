package io.processhub.jgroups;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a node that has found no cluster may begin one. Only a node whose own address is in the list may, and
 * only when every other listed address has been without an answer for a stated time. Of several nodes that look at the
 * same time, the one with the least address begins, and the others wait for it. Not thread-safe.
 *
 * <p>Without a quorum this cannot be exact: two nodes that cannot reach each other both begin.
 */
final class Beginning {
    /** How often the stated time a node waits for one before it in the order that is there but does not begin. */
    private static final int DEFERENCE = 5;

    private static final Comparator<InetSocketAddress> ORDER = Comparator.<InetSocketAddress, byte[]>comparing(
                    host -> host.getAddress().getAddress(), Arrays::compareUnsigned)
            .thenComparingInt(InetSocketAddress::getPort);

    private final InetSocketAddress self;
    private final long silenceNanos;
    private final Map<InetSocketAddress, Long> askedSince = new HashMap<>();

    /** When a node last answered as a member of a cluster. */
    private final Map<InetSocketAddress, Long> members = new HashMap<>();

    /** When a node last asked or answered without being a member; a member that asks does not say that it is one. */
    private final Map<InetSocketAddress, Long> seekers = new HashMap<>();

    private @Nullable Long deferringSince;

    /**
     * Creates a decision without observations.
     *
     * @param self the address of this node
     * @param silence how long every other address must have been silent
     */
    Beginning(InetSocketAddress self, Duration silence) {
        this.self = self;
        this.silenceNanos = silence.toNanos();
    }

    /** The listed addresses were asked; those that are not listed any more do not count. */
    void asked(Set<InetSocketAddress> listed, long now) {
        askedSince.keySet().retainAll(listed);
        listed.forEach(host -> askedSince.putIfAbsent(host, now));
    }

    /** A node answered; {@code member} tells whether it belongs to a cluster, or looks for one as this node does. */
    void heard(InetSocketAddress from, boolean member, long now) {
        (member ? members : seekers).put(from, now);
    }

    boolean mayBeFirst() {
        return askedSince.containsKey(self);
    }

    /** {@return whether this node may begin now} */
    boolean due(long now) {
        members.values().removeIf(at -> now - at > silenceNanos);
        seekers.values().removeIf(at -> now - at > silenceNanos);
        if (!mayBeFirst() || !members.isEmpty() || !askedLongEnough(now)) {
            return false;
        }
        if (seekers.keySet().stream().noneMatch(this::before)) {
            deferringSince = null;
            return true;
        }
        if (deferringSince == null) {
            deferringSince = now;
        }
        return now - deferringSince > DEFERENCE * silenceNanos;
    }

    private boolean askedLongEnough(long now) {
        return askedSince.entrySet().stream()
                .filter(asked -> !asked.getKey().equals(self))
                .allMatch(asked -> now - asked.getValue() >= silenceNanos);
    }

    private boolean before(InetSocketAddress other) {
        return askedSince.containsKey(other) && ORDER.compare(other, self) < 0;
    }

    /** {@return what each other listed address said lately; {@code null} for nothing} */
    Map<InetSocketAddress, @Nullable String> said() {
        var said = new TreeMap<InetSocketAddress, @Nullable String>(ORDER);
        askedSince.keySet().stream().filter(host -> !host.equals(self)).forEach(host -> said.put(host, said(host)));
        return said;
    }

    private @Nullable String said(InetSocketAddress host) {
        if (members.containsKey(host)) {
            return "a member, which cannot name the coordinator yet";
        }
        return seekers.containsKey(host) ? "looks for a cluster, too" : null;
    }
}
