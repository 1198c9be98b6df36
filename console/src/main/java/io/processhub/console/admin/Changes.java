package io.processhub.console.admin;

import io.processhub.console.input.Weights;
import io.processhub.explain.DryRun.Change;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Changes to try out: one as the query of a request, or several as its body. */
final class Changes {
    private static final String LEAVE = "leave";
    private static final String JOIN = "join";
    private static final String WEIGH = "weigh";
    private static final String WEIGHT = "weight";
    private static final String ZONE = "zone";
    private static final String REMEDY = "; give one of leave, join and weigh, with the name of a node";

    private Changes() {}

    /** The body: changes in their order, each as its names and values. */
    record Several(List<Map<String, String>> changes) {
        /** Refuses {@code null}, which JSON may hold. */
        Several {
            if (changes.isEmpty() || changes.stream().anyMatch(Objects::isNull)) {
                throw new IllegalArgumentException("the body names no change, or one that is null" + REMEDY);
            }
        }

        List<Change> parsed() {
            return changes.stream().map(Changes::of).toList();
        }
    }

    static Several written(List<Change> changes) {
        return new Several(changes.stream().map(Changes::pairs).toList());
    }

    private static Map<String, String> pairs(Change change) {
        var pairs = new LinkedHashMap<String, String>();
        switch (change) {
            case Change.Leave leave -> pairs.put(LEAVE, leave.node());
            case Change.Join join -> {
                pairs.put(JOIN, join.node());
                pairs.put(WEIGHT, Double.toString(join.weight()));
                pairs.put(ZONE, join.zone());
            }
            case Change.Weigh weigh -> {
                pairs.put(WEIGH, weigh.node());
                pairs.put(WEIGHT, Double.toString(weigh.weight()));
            }
        }
        return pairs;
    }

    /** @throws IllegalArgumentException when the query says nothing that could be tried out */
    static Change of(Call call) {
        var pairs = new LinkedHashMap<String, @Nullable String>();
        for (String name : List.of(LEAVE, JOIN, WEIGH, WEIGHT, ZONE)) {
            pairs.put(name, call.parameter(name));
        }
        return of(pairs);
    }

    private static Change of(Map<String, @Nullable String> pairs) {
        List<String> given = List.of(LEAVE, JOIN, WEIGH).stream()
                .filter(name -> !value(pairs, name, "").isEmpty())
                .toList();
        if (given.size() != 1) {
            throw new IllegalArgumentException("this names " + (given.isEmpty() ? "no change" : given) + REMEDY);
        }
        String node = value(pairs, given.getFirst(), "");
        return switch (given.getFirst()) {
            case LEAVE -> new Change.Leave(node);
            case JOIN -> new Change.Join(node, weight(pairs, "1"), value(pairs, ZONE, ""));
            default -> new Change.Weigh(node, weight(pairs, ""));
        };
    }

    private static double weight(Map<String, @Nullable String> pairs, String otherwise) {
        return Weights.parse(value(pairs, WEIGHT, otherwise));
    }

    private static String value(Map<String, @Nullable String> pairs, String name, String otherwise) {
        String value = pairs.get(name);
        return value == null || value.isEmpty() ? otherwise : value;
    }
}
