package io.processhub.testkit.simulation.trial;

import io.processhub.HubStatus;
import io.processhub.cluster.NodeId;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * For a minute links are cut and heal, in both directions or in one, between two sides or between some nodes of each;
 * in between nodes crash, leave and join; they return at any time, and processes are started and stopped. Meanwhile it
 * watches which nodes run processes although they do not see each other.
 */
final class CutStorm {
    /** The slowest detection of a cut, and two seconds more. */
    static final Duration WINDOW = Duration.ofSeconds(2 + 2);

    private static final Duration LENGTH = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final int BETWEEN_CHANGES_MILLIS = 4_000;

    private final SimulatedCluster cluster;
    private final Population population;
    private final Workload workload;
    private final RandomGenerator random;

    // mutable state
    private final List<SimulatedCluster.Split> cuts = new ArrayList<>();
    private final Map<Set<NodeId>, Duration> apart = new HashMap<>();
    private final TreeSet<String> breaches = new TreeSet<>();
    private final Set<NodeId> held = new HashSet<>();
    private Duration healed = Duration.ZERO;
    private long lost;

    CutStorm(SimulatedCluster cluster, Population population, Workload workload) {
        this.cluster = cluster;
        this.population = population;
        this.workload = workload;
        this.random = cluster.random();
    }

    void rage() {
        Duration end = cluster.elapsed().plus(LENGTH);
        Duration nextChange = cluster.elapsed();
        while (cluster.elapsed().compareTo(end) < 0) {
            if (cluster.elapsed().compareTo(nextChange) >= 0) {
                nextChange = cluster.elapsed().plusMillis(random.nextInt(BETWEEN_CHANGES_MILLIS));
                change();
            }
            if (!population.present().isEmpty()) {
                workload.step();
            }
            cluster.run(LOOK_AGAIN);
            look();
        }
        cuts.forEach(SimulatedCluster.Split::heal);
        while (population.anyGone()) {
            population.comeBack();
            cluster.run(LOOK_AGAIN);
            look();
        }
    }

    /** {@return how often a hub lost its quorum} */
    long lost() {
        return lost;
    }

    /** {@return a sentence for each pair of nodes that ran processes for too long without seeing each other} */
    List<String> breaches() {
        return List.copyOf(breaches);
    }

    private void change() {
        switch (random.nextInt(8)) {
            case 0, 1 -> cut(true, true);
            case 2 -> cut(true, false);
            case 3 -> cut(false, random.nextBoolean());
            case 4, 5 -> heal();
            case 6 -> {
                if (cuts.isEmpty() && cluster.elapsed().minus(healed).compareTo(WINDOW) > 0) {
                    goOrCome(); // what only one side knows would be lost with a node of it, which no promise excludes
                } else {
                    population.comeBack();
                }
            }
            default -> population.comeBack();
        }
    }

    private void goOrCome() {
        if (!population.mayShrink()) {
            population.comeBack();
        } else if (random.nextBoolean()) {
            population.crash();
        } else {
            population.leave();
        }
        if (population.mayJoin() && random.nextInt(4) == 0) {
            population.join();
        }
    }

    private void heal() {
        healed = cluster.elapsed();
        if (!cuts.isEmpty()) {
            cuts.remove(random.nextInt(cuts.size())).heal();
        }
    }

    /** Between two sides, or between some nodes of each; in one direction or in both. */
    private void cut(boolean full, boolean bothWays) {
        List<Integer> all = new ArrayList<>(population.all());
        Collections.shuffle(all, random);
        int border = 1 + random.nextInt(all.size() - 1);
        List<Integer> one = part(all.subList(0, border), full);
        List<Integer> other = part(all.subList(border, all.size()), full);
        cuts.add(cluster.cut(one, other));
        if (bothWays) {
            cuts.add(cluster.cut(other, one));
        }
    }

    private List<Integer> part(List<Integer> side, boolean full) {
        return List.copyOf(side.subList(0, full ? side.size() : 1 + random.nextInt(side.size())));
    }

    private void look() {
        Set<NodeId> hosts = new HashSet<>();
        Map<NodeId, HubStatus.Membership> views = new TreeMap<>();
        for (int node : population.present()) {
            HubStatus status = cluster.hub(node).status();
            views.put(status.self(), status.membership());
            if (status.local().instances() > 0) {
                hosts.add(status.self());
            }
            note(status);
        }
        Set<Set<NodeId>> now = pairs(views, hosts);
        apart.keySet().retainAll(now);
        for (Set<NodeId> pair : now) {
            Duration since = apart.computeIfAbsent(pair, ignored -> cluster.elapsed());
            if (cluster.elapsed().minus(since).compareTo(WINDOW) > 0) {
                breaches.add(new TreeSet<>(pair) + " both ran processes for more than " + WINDOW
                        + " without a member in common");
            }
        }
    }

    private void note(HubStatus status) {
        if (status.membership().quorum()) {
            held.add(status.self());
        } else if (held.remove(status.self())) {
            lost++;
        }
    }

    private static Set<Set<NodeId>> pairs(Map<NodeId, HubStatus.Membership> views, Set<NodeId> hosts) {
        var pairs = new HashSet<Set<NodeId>>();
        views.forEach((one, view) -> views.forEach((other, otherView) -> {
            boolean both = one.compareTo(other) < 0 && hosts.contains(one) && hosts.contains(other);
            if (both && Collections.disjoint(view.nodes(), otherView.nodes())) {
                pairs.add(Set.of(one, other));
            }
        }));
        return pairs;
    }
}
