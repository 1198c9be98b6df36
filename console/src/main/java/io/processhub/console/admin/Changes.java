package io.processhub.console.admin;

import io.processhub.console.input.Weights;
import io.processhub.explain.DryRun.Change;
import java.util.List;

/** A change to try out, as the query of a request. */
final class Changes {
    private static final String LEAVE = "leave";
    private static final String JOIN = "join";
    private static final String WEIGH = "weigh";
    private static final String WEIGHT = "weight";
    private static final String ZONE = "zone";

    private Changes() {}

    static String query(Change change) {
        return switch (change) {
            case Change.Leave leave -> pair(LEAVE, leave.node());
            case Change.Join join ->
                pair(JOIN, join.node())
                        + '&'
                        + pair(WEIGHT, Double.toString(join.weight()))
                        + '&'
                        + pair(ZONE, join.zone());
            case Change.Weigh weigh -> pair(WEIGH, weigh.node()) + '&' + pair(WEIGHT, Double.toString(weigh.weight()));
        };
    }

    private static String pair(String name, String value) {
        return name + '=' + AdminClient.encode(value);
    }

    /** @throws IllegalArgumentException when the query says nothing that could be tried out */
    static Change of(Call call) {
        List<String> given = List.of(LEAVE, JOIN, WEIGH).stream()
                .filter(name -> !call.parameter(name).isEmpty())
                .toList();
        if (given.size() != 1) {
            throw new IllegalArgumentException("the query names " + (given.isEmpty() ? "no change" : given)
                    + "; give one of leave, join and weigh, with the name of a node");
        }
        String node = call.parameter(given.getFirst());
        return switch (given.getFirst()) {
            case LEAVE -> new Change.Leave(node);
            case JOIN -> new Change.Join(node, weight(call, "1"), call.parameter(ZONE));
            default -> new Change.Weigh(node, weight(call, ""));
        };
    }

    private static double weight(Call call, String otherwise) {
        return Weights.parse(call.parameter(WEIGHT).isEmpty() ? otherwise : call.parameter(WEIGHT));
    }
}
