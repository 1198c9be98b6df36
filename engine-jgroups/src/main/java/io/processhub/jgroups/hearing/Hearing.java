package io.processhub.jgroups.hearing;

import io.processhub.cluster.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Measures whether this member hears every other member of its view end to end, and decides who counts. Members tell
 * each other at every interval whom they do not hear. Where two do not hear each other although their connection was
 * opened anew, all members divide the view by the same rule ({@link Groups}), so that both sides leave each other out;
 * the same happens when a member learns that others have a newer view without it.
 *
 * <p>Thread-safe.
 */
public final class Hearing {
    private final NodeId self;
    private final Limits limits;
    private final Map<NodeId, Contact> contacts = new HashMap<>();
    private final Map<NodeId, Complaints> complaints = new TreeMap<>();
    private final SortedSet<NodeId> strangers = new TreeSet<>();
    private final SortedSet<NodeId> toOpen = new TreeSet<>();
    private List<NodeId> view = List.of();
    private long viewNumber;
    private long turnedAt;

    /**
     * What is to be done after an interval.
     *
     * @param pulses by receiver
     * @param reopen members whose connection is to be closed, so that the next message opens a new one
     */
    public record Turn(Map<NodeId, byte[]> pulses, SortedSet<NodeId> reopen) {}

    /**
     * A member without a view.
     *
     * @param self this member
     * @param limits when silence has consequences
     */
    public Hearing(NodeId self, Limits limits) {
        this.self = self;
        this.limits = limits;
    }

    /**
     * Takes a new view.
     *
     * @param members including this one, in the same order on all members
     * @param number greater than that of the view before
     * @param now a monotonic clock in nanoseconds
     */
    public synchronized void viewed(List<NodeId> members, long number, long now) {
        view = List.copyOf(members);
        viewNumber = number;
        contacts.keySet().retainAll(view);
        complaints.keySet().removeIf(one -> !one.equals(self) && !view.contains(one));
        strangers.removeAll(view);
        for (NodeId member : view) {
            if (!member.equals(self)) {
                contacts.computeIfAbsent(member, added -> new Contact(now)).counted();
            }
        }
    }

    /**
     * Takes a sign of another node: any message of it.
     *
     * @param from the node
     * @param now a monotonic clock in nanoseconds
     */
    public synchronized void heard(NodeId from, long now) {
        Contact contact = contacts.get(from);
        if (contact != null) {
            contact.heard(now);
        } else {
            strangers.add(from);
        }
    }

    /**
     * Tells a pulse from frames.
     *
     * @param content of a message
     * @return whether it is a pulse
     */
    public static boolean looksLikePulse(ByteBuffer content) {
        return Pulse.is(content);
    }

    /**
     * Takes a pulse.
     *
     * @param from the sender
     * @param content a pulse
     * @param now a monotonic clock in nanoseconds
     * @return whether it was well-formed
     */
    public synchronized boolean pulsed(NodeId from, ByteBuffer content, long now) {
        heard(from, now);
        var decoded = Pulse.decode(content);
        Contact contact = contacts.get(from);
        if (contact != null) {
            decoded.ifPresent(pulse -> take(from, pulse, contact, now));
        }
        return decoded.isPresent();
    }

    private void take(NodeId from, Pulse pulse, Contact contact, long now) {
        if (pulse.counted()) {
            contact.counted();
        } else {
            contact.uncounted(/* withOlderView= */ pulse.view() < viewNumber, now);
        }
        pulse.complaints().forEach((member, news) -> {
            if (!member.equals(self) && view.contains(member)) {
                complaints.merge(member, news, (known, other) -> other.number() > known.number() ? other : known);
            }
        });
        Complaints own = complaints.getOrDefault(from, Complaints.NONE);
        if (own.silent().contains(self) && contact.open(limits, now)) {
            toOpen.add(from);
        }
    }

    /**
     * Takes the passing of an interval.
     *
     * @param now a monotonic clock in nanoseconds
     * @return what is to be done
     */
    public synchronized Turn turn(long now) {
        forgiveOwnPause(now);
        var silent = new TreeSet<NodeId>();
        var lost = new TreeSet<NodeId>();
        var deserted = new TreeSet<NodeId>();
        contacts.forEach((member, contact) -> {
            contact.pass(limits, now);
            if (contact.silent(limits, now)) {
                silent.add(member);
                if (contact.open(limits, now)) {
                    toOpen.add(member);
                }
            }
            if (contact.lost()) {
                lost.add(member);
            }
            if (contact.deserted(limits, now)) {
                deserted.add(member);
            }
        });
        complaints.put(self, complaints.getOrDefault(self, Complaints.NONE).next(silent, lost, deserted, viewNumber));
        var turn = new Turn(pulses(), new TreeSet<>(toOpen));
        toOpen.clear();
        strangers.clear();
        return turn;
    }

    private void forgiveOwnPause(long now) {
        long late = now - turnedAt - limits.interval().toNanos();
        if (turnedAt != 0 && late > limits.silent().toNanos() / 2) {
            contacts.values().forEach(contact -> contact.forgive(late));
        }
        turnedAt = now;
    }

    private Map<NodeId, byte[]> pulses() {
        var known = new TreeMap<>(complaints);
        known.values().removeIf(one -> one.number() == 0);
        byte[] counted = new Pulse(viewNumber, /* counted= */ true, known).encode();
        byte[] uncounted = new Pulse(viewNumber, /* counted= */ false, Map.of()).encode();
        var pulses = new TreeMap<NodeId, byte[]>();
        contacts.keySet().forEach(member -> pulses.put(member, counted));
        strangers.forEach(stranger -> pulses.put(stranger, uncounted));
        return pulses;
    }

    /**
     * The members that count for this one.
     *
     * @return including this one; empty before the first view
     */
    public synchronized SortedSet<NodeId> counted() {
        return Groups.of(self, view, this::apart);
    }

    private boolean apart(NodeId one, NodeId other) {
        return complaints.getOrDefault(one, Complaints.NONE).against(other, viewNumber)
                || complaints.getOrDefault(other, Complaints.NONE).against(one, viewNumber);
    }

    /**
     * The members of the view between which and this one something is wrong.
     *
     * @return those that this member does not hear, that do not hear it, or that are left out of its group; sorted
     */
    public synchronized List<NodeId> unheard() {
        Complaints own = complaints.getOrDefault(self, Complaints.NONE);
        SortedSet<NodeId> group = counted();
        var unheard = new ArrayList<NodeId>();
        for (NodeId member : new TreeSet<>(contacts.keySet())) {
            boolean complains = complaints.getOrDefault(member, Complaints.NONE).about(self);
            if (own.about(member) || complains || !group.contains(member)) {
                unheard.add(member);
            }
        }
        return unheard;
    }
}
