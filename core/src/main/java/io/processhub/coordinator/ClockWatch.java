package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.hook.HubEvent;
import io.processhub.log.Delta;
import io.processhub.log.Entry;
import io.processhub.log.Entry.Presence;
import io.processhub.registry.Instance;
import io.processhub.registry.Intent;
import io.processhub.time.HubClock;
import io.processhub.time.HybridClock;
import io.processhub.wire.Packet;
import io.processhub.wire.Packet.Difference;
import io.processhub.wire.Packet.HandoverMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares the clock of this node with those of the others, so that no clock that is far ahead advances the readings of
 * all nodes for good. It tells which node may become a member, which packets are refused, and when this node must not
 * write. While the wall clock of this node has stepped, the members are asked what theirs say: it is followed when all
 * of them agree with it, or when there are none.
 */
final class ClockWatch {
    private static final String REMEDY = "; set it right, or ask another node";
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);
    private static final Duration REPORT_AGAIN = Duration.ofMinutes(1);

    private final NodeId self;
    private final HubContext context;
    private final HubClock clock;
    private final Supplier<? extends Collection<NodeId>> members;
    private final Runnable greetMembers;

    /** How far the wall clocks of members are ahead of the one here, as far as they said so since that has stepped. */
    private final Map<NodeId, Duration> leads = new TreeMap<>();

    /** When the clock of each node was reported last, on the monotonic clock. */
    private final Map<NodeId, Long> reported = new TreeMap<>();

    private boolean asking;
    private long refused;

    /** @param greetMembers sends all members the clocks of this node, and asks for theirs */
    ClockWatch(NodeId self, HubContext context, Supplier<? extends Collection<NodeId>> members, Runnable greetMembers) {
        this.self = self;
        this.context = context;
        this.clock = context.clock();
        this.members = members;
        this.greetMembers = greetMembers;
    }

    /** {@return the clocks of this node, for a greeting} */
    Packet.Clocks told() {
        return new Packet.Clocks(millis(clock.time()), millis(clock.wall()), clock.last());
    }

    private static long millis(Instant time) {
        return Math.max(0, time.toEpochMilli());
    }

    /** {@return how many packets and stretches of logs were refused, because readings in them are too far ahead} */
    long refused() {
        return refused;
    }

    // ---- the clock of this node

    /** Called in every turn: begins to ask the members when the wall clock has stepped. */
    void check() {
        if (!asking && (clock.stepped() || !clock.mayMake())) {
            asking = true;
            leads.clear();
            ask();
        }
    }

    private void ask() {
        if (clock.stepped() && members.get().isEmpty()) {
            clock.adopt();
        }
        asking = clock.stepped() || !clock.mayMake();
        if (asking) {
            report(self, clock.stepped() ? stepped() : "has heard of readings that are too far ahead");
            greetMembers.run();
            context.later(ASK_AGAIN, this::ask);
        }
    }

    private String stepped() {
        return "was set " + ahead(clock.lead()) + ", which the clocks of other members do not confirm";
    }

    private static String ahead(Duration lead) {
        return lead.isNegative() ? "back by " + lead.negated() : "forward by " + lead;
    }

    /** {@return why callers may start and stop nothing here at the moment; {@code null} if they may} */
    @Nullable
    String obstacle() {
        if (clock.lead().compareTo(clock.skewMax()) > 0 && !members.get().isEmpty()) {
            return "the clock of " + self + " " + stepped() + REMEDY;
        }
        Duration excess = clock.excess();
        return excess.isZero()
                ? null
                : "the clock of " + self + " is " + excess
                        + " behind the latest reading of the hub, more than twice the maxClockSkew of "
                        + clock.skewMax() + REMEDY;
    }

    // ---- the clocks of others

    /** {@return why the sender of a greeting cannot be a member; empty if it can} */
    Optional<Difference> difference(Packet.Hello hello, boolean member) {
        Packet.Clocks clocks = hello.clocks();
        if (clocks.equals(Packet.Clocks.UNTOLD)) {
            return Optional.empty();
        }
        Instant theirs = Instant.ofEpochMilli(clocks.time());
        if (!member && clock.apart(theirs, clock.time())) {
            return Optional.of(difference("clock", clock.time(), theirs));
        }
        return clock.mayPassOn(clocks.reading())
                ? Optional.empty()
                : Optional.of(difference("latest reading", clock.time(), HybridClock.time(clocks.reading())));
    }

    private Difference difference(String what, Instant here, Instant there) {
        return new Packet.Difference(
                /* option= */ what + " (at most " + clock.skewMax() + " apart)",
                /* sender= */ here.toString(),
                /* receiver= */ there.toString());
    }

    /** A member has told its clocks. */
    void heard(NodeId from, Packet.Clocks clocks) {
        if (clocks.equals(Packet.Clocks.UNTOLD)) {
            return;
        }
        Instant theirs = Instant.ofEpochMilli(clocks.time());
        if (clock.apart(theirs, clock.time())) {
            report(from, "is " + theirs + " while this node has " + clock.time());
        }
        leads.put(from, Duration.between(clock.wall(), Instant.ofEpochMilli(clocks.wall())));
        boolean agreed = clock.stepped()
                && members.get().stream()
                        .allMatch(member -> leads.containsKey(member)
                                && leads.get(member).abs().compareTo(clock.skewMax()) <= 0);
        if (agreed) {
            clock.adopt();
        }
    }

    private void report(NodeId node, String problem) {
        reported.values().removeIf(before -> context.since(before).compareTo(REPORT_AGAIN) >= 0);
        if (reported.putIfAbsent(node, context.nanos()) == null) {
            context.publish(new HubEvent.ClockOff(context.now(), node, problem));
        }
    }

    // ---- packets

    /** Whether a packet may be handled: what it says may have to be written into the log of this node. */
    boolean accepts(NodeId from, Packet.Business packet) {
        return accepted(
                from,
                switch (packet) {
                    case Packet.Start start -> start.intents().stream().allMatch(this::mayPassOn);
                    case Packet.Stop stop -> stop.intents().stream().allMatch(this::mayPassOn);
                    case Packet.Handover handover -> mayPassOn(handover.message());
                    case Packet.StartFailed failed -> true; // only compared with stamps that are known here
                    case Packet.Synchronize synchronize -> true; // looked at when it is applied
                    case Packet.Leave leave -> true;
                    case Packet.AskHead ask -> true;
                    case Packet.TellHead told -> true;
                });
    }

    private boolean mayPassOn(Intent intent) {
        return clock.mayPassOn(intent.stamp().clock());
    }

    private boolean mayPassOn(HandoverMessage message) {
        return switch (message) {
            case HandoverMessage.Offer offer ->
                mayPassOn(offer.intent()) && clock.mayPassOn(Math.max(offer.epoch(), offer.activeSince()));
            case HandoverMessage.Conflict conflict -> clock.mayPassOn(Math.max(conflict.epoch(), conflict.survivor()));
            default -> true; // without readings, or with those of an attempt that began here
        };
    }

    /** Whether a stretch of a log may be applied. */
    boolean accepts(Delta delta) {
        long latest = 0;
        for (Entry entry : delta.entries()) {
            latest = Math.max(latest, latest(entry));
        }
        return accepted(delta.origin(), clock.mayRead(latest));
    }

    private boolean accepted(NodeId from, boolean near) {
        if (!near) {
            refused++;
            report(from, "is too far ahead: what it wrote or sent is refused here");
        }
        return near;
    }

    private static long latest(Entry entry) {
        return switch (entry) {
            case Entry.IntentSet set -> set.intent().stamp().clock();
            case Entry.PresenceSet present -> latest(present.presence());
            case Entry.Started started -> latest(started.instance());
        };
    }

    private static long latest(Presence presence) {
        return switch (presence) {
            case Presence.Running(Instance instance) -> latest(instance);
            case Presence.Parked parked ->
                Math.max(parked.term(), parked.intentStamp().clock());
            case Presence.Ended ended -> ended.term();
        };
    }

    private static long latest(Instance instance) {
        long given = Math.max(instance.epoch(), instance.predecessor());
        return Math.max(Math.max(given, instance.term()), instance.intentStamp().clock());
    }
}
