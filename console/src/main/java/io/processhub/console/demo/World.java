package io.processhub.console.demo;

import io.processhub.console.admin.Replies;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What really runs where: the process objects of every JVM, put together.
 *
 * @param hosts the names of the nodes that run a process, by its id; a node that runs it twice stands there twice
 * @param perNode how many processes each node runs, by its name
 * @param handled how many messages a process has handled, by its id
 */
record World(Map<String, List<String>> hosts, Map<String, Integer> perNode, Map<String, Long> handled) {

    static World of(Collection<Member> members) {
        var hosts = new TreeMap<String, List<String>>();
        var perNode = new LinkedHashMap<String, Integer>();
        var handled = new TreeMap<String, Long>();
        for (Member member : members) {
            var local = member.local();
            perNode.put(member.name(), local.size());
            for (Replies.LocalRow row : local) {
                hosts.computeIfAbsent(row.id(), id -> new ArrayList<>(1)).add(member.name());
                handled.merge(row.id(), row.handled(), Long::sum);
            }
        }
        return new World(hosts, perNode, handled);
    }

    /** How many of the wanted processes run nowhere. */
    int lost(Collection<String> wanted) {
        return (int) wanted.stream().filter(id -> !hosts.containsKey(id)).count();
    }

    /** How many processes run more than once. */
    int duplicated() {
        return (int) hosts.values().stream().filter(nodes -> nodes.size() > 1).count();
    }

    /** How many processes run that nobody asked for. */
    int unwanted(Collection<String> wanted) {
        return hosts.size() - (wanted.size() - lost(wanted));
    }

    /** A node that runs a process; {@code nowhere} when none does. */
    String host(String id) {
        return hosts.getOrDefault(id, List.of("nowhere")).getFirst();
    }

    /** How many messages a process has handled. */
    long handled(String id) {
        return handled.getOrDefault(id, 0L);
    }

    /** How many processes run on a node. */
    int on(String node) {
        return perNode.getOrDefault(node, 0);
    }
}
