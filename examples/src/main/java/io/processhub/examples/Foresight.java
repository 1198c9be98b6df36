package io.processhub.examples;

import io.processhub.HubBuilder;
import io.processhub.ProcessHub;
import io.processhub.explain.DryRun;
import io.processhub.explain.DryRun.Change;
import io.processhub.explain.Explanation;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.distribution.ConsistentHashing;
import io.processhub.strategy.distribution.LoadBalanced;
import io.processhub.strategy.distribution.LoadProbe;
import io.processhub.strategy.partition.MajorityQuorum;
import java.util.List;

/** Why a process is where it is, where it would be, and which part of a split cluster runs it. */
final class Foresight {
    private Foresight() {}

    static String why(ProcessHub hub, String process) {
        // tag::explain[]
        Explanation explanation = hub.explain(ProcessId.of(process)).join();
        return explanation.toString(); // or look at its intent, candidates, copies and past one by one
        // end::explain[]
    }

    static List<DryRun> plan(ProcessHub hub) {
        // tag::dryRun[]
        DryRun maintenance = hub.dryRun(new Change.Leave("beta")).join();
        DryRun growth = hub.dryRun(new Change.Join("gamma", 2, "east")).join(); // weight and zone
        DryRun upgrade = hub.dryRun(new Change.Weigh("alpha", 3)).join(); // alpha restarts with weight 3
        // end::dryRun[]
        return List.of(maintenance, growth, upgrade);
    }

    static void majority(HubBuilder builder) {
        // tag::majority[]
        builder.partition(new MajorityQuorum(3, true)); // the first two of three nodes begin, one alone never does
        // end::majority[]
    }

    static void balance(HubBuilder builder) {
        // tag::load[]
        builder.distribution(new LoadBalanced(LoadProbe.costs("cost"))).weight(4); // carries four times as much as 1
        // end::load[]
    }

    static void bound(HubBuilder builder) {
        // tag::bound[]
        builder.distribution(new ConsistentHashing(0.1)); // no node gets more than 1.1 times its share
        // end::bound[]
    }

    static void forget(ProcessHub hub) {
        // tag::reset[]
        hub.resetClusterSize(hub.nodes().size()).join(); // those that are not here are gone for good
        // end::reset[]
    }

    static boolean wouldLoseCopies(DryRun dryRun) {
        // tag::moves[]
        return dryRun.moves().stream()
                .anyMatch(move -> move.from().size() > move.to().size()); // fewer nodes than copies
        // end::moves[]
    }
}
