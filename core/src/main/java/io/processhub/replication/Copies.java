package io.processhub.replication;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Instance;
import io.processhub.registry.Instance.Location;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions about all running copies of a process; for the hub's thread. */
public final class Copies {
    private Copies() {}

    /**
     * Returns where a process runs, but for instances that must end before an intent is fulfilled.
     *
     * @param record of the process
     * @param intended the intent; null for all instances
     * @return one location for each
     */
    public static List<Location> locations(ProcessRecord record, @Nullable Intent intended) {
        List<Location> locations = List.of();
        for (OriginView view = record; view != null; view = view.next) {
            Instance copy = view.instance();
            if (copy != null && (intended == null || intended.keeps(copy.intentStamp()))) {
                locations = Summary.with(locations, new Location(view.log().origin(), copy.epoch()));
            }
        }
        return locations;
    }

    /**
     * Returns the latest copy on other nodes.
     *
     * @param record of the process
     * @param node the node whose copy is excluded
     * @return its epoch; 0 when there is none
     */
    public static long latestBut(ProcessRecord record, NodeId node) {
        long latest = 0;
        for (OriginView view = record; view != null; view = view.next) {
            Instance copy = view.log().origin().equals(node) ? null : view.instance();
            latest = copy == null ? latest : Math.max(latest, copy.epoch());
        }
        return latest;
    }

    /**
     * Returns whether a copy runs on another node than some.
     *
     * @param record of the process
     * @param nodes those that do not count
     * @return true while there is such a copy
     */
    public static boolean anyBesides(ProcessRecord record, List<NodeId> nodes) {
        for (OriginView view = record; view != null; view = view.next) {
            if (view.instance() != null && !nodes.contains(view.log().origin())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether a copy was started for an intent.
     *
     * @param record of the process
     * @param intended stamp of the intent
     * @return true while there is such a copy
     */
    public static boolean anyStartedFor(ProcessRecord record, Stamp intended) {
        for (OriginView view = record; view != null; view = view.next) {
            Instance copy = view.instance();
            if (copy != null && copy.intentStamp().equals(intended)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether some nodes all run a copy, or are known to have tried.
     *
     * @param record of the process
     * @param nodes members
     * @return true also when there are none
     */
    public static boolean runOrCrashedOn(ProcessRecord record, List<NodeId> nodes) {
        for (NodeId node : nodes) {
            if (!record.runsOrCrashedOn(node)) {
                return false;
            }
        }
        return true;
    }
}
