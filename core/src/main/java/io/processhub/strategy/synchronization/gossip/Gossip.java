package io.processhub.strategy.synchronization.gossip;

import io.processhub.strategy.synchronization.SyncContext;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.Synchronizer;
import io.processhub.time.Durations;
import java.time.Duration;

/**
 * Passes news from node to node so that each node receives it once: the author sends it to a few members, each of which
 * relays it to a part of the others. A node sends again what is not acknowledged, and bypasses a member that does not
 * answer. At every interval a round verifies that every member has read everything; when nothing has changed, it costs
 * each node some sixty bytes, however large the registry is. For clusters of more than a dozen nodes.
 *
 * <p>The shape of the tree follows from two options. Among at most {@code directUpTo} members the author sends its news
 * to all of them itself: one hop. Among more, no node sends a piece of news to more than {@code recipients} others,
 * which takes about log(members) / log(recipients) hops. Only a member that does not answer makes a node send to one
 * more, in its place. News of more than 8 KiB goes to at most {@code recipients} others in clusters of any size,
 * because sending it takes longer than its way. docs/SYNCHRONIZATION.md has measured hops and messages.
 *
 * <p>Nodes of one hub may have different options, so these can be changed in a rolling restart.
 *
 * <p>A node that receives no round for a while compares with one other member, chosen at random. So everything reaches
 * every member eventually, as long as messages get through now and then, whichever nodes are silent.
 *
 * <p>Immutable and thread-safe.
 *
 * @param interval between rounds; positive
 * @param recipients to how many others one node sends a piece of news at most, in clusters of more than
 *     {@code directUpTo} members; 1 to 64
 * @param directUpTo up to how many members, this node included, the author sends its news to all others itself; 0 to
 *     1,000, of which 0 and 1 mean never
 * @param restrictedInit true to let only the first of the members, by name, start rounds; false to let every member do
 *     so that has not received another round recently
 */
public record Gossip(Duration interval, int recipients, int directUpTo, boolean restrictedInit)
        implements SynchronizationStrategy {
    private static final int RECIPIENTS_MAX = 64;
    private static final int DIRECT_MAX = 1_000;

    /** A round every 15 seconds, started by the first member; 8 recipients, but all others among up to 16 members. */
    public Gossip() {
        this(Duration.ofSeconds(15), 8, 16, true);
    }

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException when the interval is not positive, or {@code recipients} or {@code directUpTo}
     *     is out of its range
     */
    public Gossip {
        interval = Durations.positive("interval", interval, " of Gossip");
        if (recipients < 1 || recipients > RECIPIENTS_MAX) {
            throw new IllegalArgumentException(
                    "recipients " + recipients + " of Gossip is not between 1 and " + RECIPIENTS_MAX);
        }
        if (directUpTo < 0 || directUpTo > DIRECT_MAX) {
            throw new IllegalArgumentException("directUpTo " + directUpTo + " of Gossip is not between 0 and "
                    + DIRECT_MAX + "; 0 lets no author send to all others itself");
        }
    }

    /**
     * Another interval.
     *
     * @param value positive
     * @return a changed copy
     * @throws IllegalArgumentException when it is not positive
     */
    public Gossip interval(Duration value) {
        return new Gossip(value, recipients, directUpTo, restrictedInit);
    }

    /**
     * Other recipients.
     *
     * @param value 1 to 64
     * @return a changed copy
     * @throws IllegalArgumentException when it is out of its range
     */
    public Gossip recipients(int value) {
        return new Gossip(interval, value, directUpTo, restrictedInit);
    }

    /**
     * Another number of members up to which the author sends to all others itself.
     *
     * @param value 0 to 1,000; 0 and 1 mean never
     * @return a changed copy
     * @throws IllegalArgumentException when it is out of its range
     */
    public Gossip directUpTo(int value) {
        return new Gossip(interval, recipients, value, restrictedInit);
    }

    /**
     * Which members start rounds.
     *
     * @param value true for the first member only
     * @return a changed copy
     */
    public Gossip restrictedInit(boolean value) {
        return new Gossip(interval, recipients, directUpTo, value);
    }

    /**
     * To how many others a node sends directly.
     *
     * @param members how many there are, the sender included
     * @param bulky whether sending takes longer than the way
     * @return at least 1
     */
    int fanOut(int members, boolean bulky) {
        return members <= directUpTo && !bulky ? members : recipients;
    }

    /** Among more members, large pieces of news go through others. */
    @Override
    public int directMembersMax() {
        return recipients + 1;
    }

    /** Every message says where its subtree ends, so nodes may divide theirs differently and start rounds at will. */
    @Override
    public String agreement() {
        return "Gossip";
    }

    @Override
    public Synchronizer open(SyncContext context) {
        return new Gossiper(this, context);
    }
}
