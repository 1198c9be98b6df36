package io.processhub.bench.report;

import io.processhub.bench.report.Goal.Place;
import io.processhub.bench.result.Figure;
import io.processhub.bench.result.Row;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All goals, each of which a run holds, misses or has not measured. */
final class Goals {
    private static final String OURS = "ours";
    private static final String GOSSIP = "ours-gossip";
    private static final String PEKKO = "pekko";
    private static final String HAZELCAST = "hazelcast";
    private static final String JGROUPS = "jgroups";
    private static final String START = "start";
    private static final String TEN_THOUSAND = "10,000 on 3 nodes";

    /** Of a name of 9 to 16 Latin letters: the text, the array in it, and the id around it. */
    private static final int ID_BYTES = 72;

    private static final Map<String, Double> RATES =
            Map.of("1,000 on 3 nodes", 40e3, TEN_THOUSAND, 90e3, "100,000 on 3 nodes", 120e3);

    /** All of them. */
    static final List<Goal> ALL = Stream.of(
                    starts("1,000 on 3 nodes"),
                    starts(TEN_THOUSAND),
                    starts("100,000 on 3 nodes"),
                    Stream.concat(waste(OURS, "a start"), waste(GOSSIP, "a start with Gossip")),
                    memory(),
                    local(),
                    remote(),
                    large())
            .flatMap(goals -> goals)
            .toList();

    private Goals() {}

    /** {@return the lines of a table, the head first} */
    static List<List<String>> lines(List<Row> rows) {
        return Stream.concat(
                        Stream.of(List.of("of", "goal", "measured", "")),
                        ALL.stream().map(goal -> goal.cells(rows)))
                .toList();
    }

    private static Stream<Goal> starts(String work) {
        var place = new Place(START, work, Figure.STARTS, OURS);
        String title = "starts, in every registry, " + work;
        return Stream.of(
                Goal.value(title, place, RATES.get(work)),
                Goal.times(title, place, 1, HAZELCAST),
                Goal.times(title, place, 1, PEKKO));
    }

    private static Stream<Goal> waste(String contestant, String title) {
        return Stream.of(
                Goal.value(
                        "garbage of " + title,
                        new Place(START, TEN_THOUSAND, Figure.ALLOCATED_EACH, contestant),
                        5_000),
                Goal.value("wire of " + title, new Place(START, TEN_THOUSAND, Figure.WIRE_EACH, contestant), 150));
    }

    private static Stream<Goal> memory() {
        String entry = "entry of a remote process";
        String idle = "idle process on its host";
        return Stream.of(
                Goal.value(entry + ", with its id of " + ID_BYTES + " B", heap(entry), 300 + ID_BYTES),
                Goal.value(idle, heap(idle), 700));
    }

    private static Place heap(String title) {
        return new Place("heap", title + ", 1,000,000", Figure.HEAP_EACH, OURS);
    }

    private static Stream<Goal> local() {
        String bursts = "bursts of 1,000, to 1,000";
        return Stream.of(
                Goal.times("local tell, to 1", new Place("tell", "to 1", Figure.RATE, OURS), 1, PEKKO),
                Goal.times("local tell, to 1,000", new Place("tell", "to 1,000", Figure.RATE, OURS), 1, PEKKO),
                Goal.times("local ask, " + bursts, new Place("ask", bursts, Figure.RATE, OURS), 1, PEKKO),
                Goal.value(
                        "look-up in 1,000,000, beside a map",
                        new Place("lookup", "1,000,000 on 1 node", Figure.TIMES_MAP, OURS),
                        1.5),
                Goal.value("query for 100 of 100,000", new Place("tag", "100,000 on 1 node", Figure.TAG, OURS), 50));
    }

    private static Stream<Goal> remote() {
        return Stream.of(
                remote("tell 100 B", Figure.RATE, 0.9),
                remote("tell 1 KiB", Figure.RATE, 0.8),
                remote("ask, 64 in flight", Figure.RATE, 0.8),
                remote("ask, one after another", Figure.P50, 1.2));
    }

    private static Goal remote(String work, Figure figure, double times) {
        return Goal.times("remote " + work, new Place("remote", work, figure, OURS), times, JGROUPS);
    }

    private static Stream<Goal> large() {
        return Stream.of(
                Goal.value("starts on one node", new Place(START, "1,000,000 on 1 node", Figure.STARTS, OURS), 250e3),
                Goal.value(
                        "loss of a node, 10,000 in all",
                        new Place("failover", TEN_THOUSAND, Figure.ELSEWHERE, OURS),
                        1_000),
                Goal.value(
                        "loss of a node, 1,000,000 in all",
                        new Place("failover", "1,000,000 on 3 nodes", Figure.ELSEWHERE, OURS),
                        20_000),
                Goal.value(
                        "join until balanced, 10,000", new Place("join", TEN_THOUSAND, Figure.BALANCED, OURS), 1_500),
                Goal.value(
                        "CPU of a joiner, 1,000,000 entries",
                        new Place("join", "1,000,000 entries", Figure.CPU_JOINER, OURS),
                        1_500),
                Goal.value(
                        "CPU of its Java threads, 1,000,000 entries",
                        new Place("join", "1,000,000 entries", Figure.CPU_JOINER_THREADS, OURS),
                        1_500));
    }
}
