package io.processhub.strategy.synchronization;

/**
 * What a synchronizer has done since the start of its hub.
 *
 * @param hopsMax how often the news that came the longest way had been passed on; 1 when it came from its author
 * @param rumours news that were passed on, to one receiver each
 * @param repeated errands that were sent again because no receipt came
 * @param rerouted runs that were given to another member because the first one was silent
 * @param suspected members that were left out because they did not answer at all
 * @param probes comparisons with a single peer
 * @param rounds rounds that this node has opened and that have ended
 * @param roundsIncomplete those of them that did not reach everybody
 */
public record SyncCounters(
        long hopsMax,
        long rumours,
        long repeated,
        long rerouted,
        long suspected,
        long probes,
        long rounds,
        long roundsIncomplete) {

    /** Nothing was done. */
    public static final SyncCounters NONE = new SyncCounters(0, 0, 0, 0, 0, 0, 0, 0);
}
