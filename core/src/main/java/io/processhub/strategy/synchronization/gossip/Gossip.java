package io.processhub.strategy.synchronization.gossip;

import io.processhub.strategy.synchronization.Site;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.Synchronizer;
import java.time.Duration;

/**
 * News is passed on from node to node, each of which hears it once: an author tells a few others and makes each of them
 * responsible for a part of the members, and so on. Whoever is responsible sends again what is not acknowledged, and
 * goes round a node that keeps silent. At every interval a round makes sure that all have heard everything; when
 * nothing has changed it costs each node some sixty bytes, however large the registry is. For clusters of more than a
 * dozen nodes.
 *
 * <p>Nodes of one hub may have different options, so these can be changed in a rolling restart.
 *
 * <p>A node that hears no round for a while compares with a single other one, chosen by chance. So everything reaches
 * everybody, sooner or later, as long as messages get through now and then, whoever is silent.
 *
 * @param interval between rounds; positive
 * @param recipients how many others an author, and whoever passes its news on, makes responsible at once; 1 to 64
 * @param restrictedInit true to let only the first of the members, by name, open rounds; false to let anybody do it
 *     whose turn comes before it has heard of another round
 */
public record Gossip(Duration interval, int recipients, boolean restrictedInit) implements SynchronizationStrategy {
    private static final int RECIPIENTS_MAX = 64;

    /** A round every 15 seconds, 3 recipients, opened by the first member. */
    public Gossip() {
        this(Duration.ofSeconds(15), 3, true);
    }

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException when the interval is not positive, or recipients is out of its range
     */
    public Gossip {
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("interval " + interval + " of Gossip is not positive");
        }
        if (recipients < 1 || recipients > RECIPIENTS_MAX) {
            throw new IllegalArgumentException(
                    "recipients " + recipients + " of Gossip is not between 1 and " + RECIPIENTS_MAX);
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
        return new Gossip(value, recipients, restrictedInit);
    }

    /**
     * Other recipients.
     *
     * @param value 1 to 64
     * @return a changed copy
     * @throws IllegalArgumentException when it is out of its range
     */
    public Gossip recipients(int value) {
        return new Gossip(interval, value, restrictedInit);
    }

    /**
     * Who opens rounds.
     *
     * @param value true for the first member only
     * @return a changed copy
     */
    public Gossip restrictedInit(boolean value) {
        return new Gossip(interval, recipients, value);
    }

    /** Runs are told by their ends, so it does not matter how each node divides its own, nor who opens rounds when. */
    @Override
    public String agreement() {
        return "Gossip";
    }

    @Override
    public Synchronizer open(Site site) {
        return new Gossiper(this, site);
    }
}
