package io.processhub.jgroups;

import java.util.concurrent.TimeUnit;
import org.jgroups.Event;
import org.jgroups.View;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.MERGE3;

/**
 * Finds the other parts of a split cluster, as in {@code MERGE3}, and sooner while members were lost not long ago: most
 * cuts last for minutes at most, and as long as parts run the same processes each second counts. At rest each member
 * tells each other one its view every four seconds on average; for five minutes after a loss, every 1.5 seconds.
 */
final class PromptMerge extends MERGE3 {
    private static final long REST_MILLIS = 4_000;
    private static final long PROMPT_MILLIS = 1_500;
    private static final long PROMPT_MINUTES = 5;

    private long losses;

    /** Creates a protocol with the identifier of {@code MERGE3}. */
    PromptMerge() {
        id = ClassConfigurator.getProtocolId(MERGE3.class);
        pace(REST_MILLIS);
    }

    @Override
    public Object down(Event event) {
        if (event.type() == Event.VIEW_CHANGE && lost(view, event.getArg())) {
            hurry();
        }
        return super.down(event);
    }

    private static boolean lost(View before, View now) {
        return before != null && !now.getMembers().containsAll(before.getMembers());
    }

    private synchronized void hurry() {
        long loss = ++losses;
        pace(PROMPT_MILLIS);
        var unused = timer.schedule(() -> rest(loss), PROMPT_MINUTES, TimeUnit.MINUTES, false);
    }

    /** Slows down, unless more members were lost since. */
    synchronized void rest(long loss) {
        if (loss == losses) {
            pace(REST_MILLIS);
        }
    }

    /** The view of each member is compared when each had the time to tell it at least once. */
    private void pace(long interval) {
        setMinInterval(interval / 4).setMaxInterval(interval).setCheckInterval(interval * 8 / 5);
    }
}
