package io.processhub.strategy.partition;

import java.time.Duration;
import java.util.List;

/**
 * Who is here and who was.
 *
 * @param members how many nodes the hub has now, including this one; positive
 * @param membersMax how many it had at most since this node joined
 * @param losses how long ago each node was lost that has not come back, most recent first
 */
public record Census(int members, int membersMax, List<Duration> losses) {

    /** Freezes the losses. */
    public Census {
        losses = List.copyOf(losses);
    }
}
