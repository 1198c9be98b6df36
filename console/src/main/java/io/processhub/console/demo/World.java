package io.processhub.console.demo;

import io.processhub.console.admin.Replies;
import io.processhub.console.input.Replicas;
import io.processhub.spec.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * What really runs where: the process objects of every JVM, put together.
 *
 * @param hosts the names of the nodes that run a process, by its id; a node that runs it twice stands there twice
 * @param active the names of those whose copy is active, by its id
 * @param perNode how many processes each node runs, by its name
 * @param handled how many messages the copies of a process have handled together, by its id
 */
record World(
        Map<String, List<String>> hosts,
        Map<String, List<String>> active,
        Map<String, Integer> perNode,
        Map<String, Long> handled) {

    static World of(Collection<Member> members) {
        var hosts = new TreeMap<String, List<String>>();
        var active = new TreeMap<String, List<String>>();
        var perNode = new LinkedHashMap<String, Integer>();
        var handled = new TreeMap<String, Long>();
        for (Member member : members) {
            var local = member.local();
            perNode.put(member.name(), local.size());
            for (Replies.LocalRow row : local) {
                hosts.computeIfAbsent(row.id(), id -> new ArrayList<>(1)).add(member.name());
                if (row.role().equals(Role.ACTIVE.name())) {
                    active.computeIfAbsent(row.id(), id -> new ArrayList<>(1)).add(member.name());
                }
                handled.merge(row.id(), row.handled(), Long::sum);
            }
        }
        return new World(hosts, active, perNode, handled);
    }

    /** How many copies of each process should run on so many nodes. */
    int copiesWanted(Replicas replicas) {
        return Math.min(replicas.copies(), perNode.size());
    }

    private int copies(String id) {
        return hosts.getOrDefault(id, List.of()).size();
    }

    private int active(String id) {
        return active.getOrDefault(id, List.of()).size();
    }

    /** How many of the wanted processes run nowhere. */
    int lost(Collection<String> wanted) {
        return (int) wanted.stream().filter(id -> copies(id) == 0).count();
    }

    /** How many copies the wanted processes lack. */
    int missing(Collection<String> wanted, Replicas replicas) {
        return wanted.stream()
                .mapToInt(id -> Math.max(0, copiesWanted(replicas) - copies(id)))
                .sum();
    }

    /** How many processes have more copies than they should. */
    int duplicated(Replicas replicas) {
        return (int) hosts.values().stream()
                .filter(nodes -> nodes.size() > copiesWanted(replicas))
                .count();
    }

    /** How many of the wanted processes have more or fewer active copies than they should. */
    int wrongRoles(Collection<String> wanted, Replicas replicas) {
        return (int) wanted.stream()
                .filter(id -> active(id) != replicas.active(copies(id)))
                .count();
    }

    /** How many processes run without having been started. */
    int unwanted(Collection<String> wanted) {
        return hosts.size() - (wanted.size() - lost(wanted));
    }

    /** A point of the demo, as it is now. */
    Report.Spread spread(String when, Collection<String> wanted) {
        return new Report.Spread(when, perNode, range(wanted, this::copies), range(wanted, this::active));
    }

    private static Report.Range range(Collection<String> wanted, ToIntFunction<String> count) {
        var counts = wanted.stream().mapToInt(count).summaryStatistics();
        return counts.getCount() == 0 ? new Report.Range(0, 0) : new Report.Range(counts.getMin(), counts.getMax());
    }

    /** The node of the active copy of a process; {@code nowhere} when none is. */
    String host(String id) {
        return active.getOrDefault(id, List.of("nowhere")).getFirst();
    }

    /** How many messages the copies of a process have handled together. */
    long handled(String id) {
        return handled.getOrDefault(id, 0L);
    }

    /** How many processes run on a node. */
    int on(String node) {
        return perNode.getOrDefault(node, 0);
    }
}
