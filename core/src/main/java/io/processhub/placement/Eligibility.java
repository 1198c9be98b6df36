package io.processhub.placement;

import io.processhub.registry.Intent.Wanted;
import io.processhub.spec.Constraints;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.strategy.distribution.DistributionStrategy.Placement;
import io.processhub.strategy.distribution.DistributionStrategy.Traits;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which candidates can run a process at all: those that know its type and have what it requires; which of them it
 * prefers; and where it belongs among them. Processes are of few kinds by what they require, so the placement among the
 * candidates of a kind is opened once. The hub follows assignments, whatever the strategy. Any thread.
 */
final class Eligibility {
    /** More kinds than this are placed one by one, which takes longer. */
    private static final int KINDS_MAX = 1_000;

    private static final int NAMES_MAX = 10;

    private final List<Candidate> candidates;
    private final Function<List<Candidate>, Placement> over;
    private final Placement whole;
    private final Map<Kind, Placement> kinds = new ConcurrentHashMap<>();

    /** The types that every candidate knows; null when none of them says which it knows. */
    private final @Nullable Set<String> common;

    /** What decides which candidates are left: the type, unless all know it, and labels. */
    private record Kind(String type, Map<String, String> required, Map<String, String> preferred) {}

    Eligibility(List<Candidate> candidates, Function<List<Candidate>, Placement> over) {
        this.candidates = candidates;
        this.over = over;
        this.common = common(candidates);
        this.whole = open(candidates);
    }

    private Placement open(List<Candidate> some) {
        return Placement.following(some, over.apply(some));
    }

    /** {@return the placement among all candidates} */
    Placement whole() {
        return whole;
    }

    private static @Nullable Set<String> common(List<Candidate> candidates) {
        Set<String> common = null;
        for (Candidate candidate : candidates) {
            Set<String> types = candidate.traits().types().orElse(null);
            if (types != null) {
                common = common == null ? new TreeSet<>(types) : common;
                common.retainAll(types);
            }
        }
        return common;
    }

    /** The placement among those candidates that can run a process. */
    Placement fitting(Wanted process) {
        Map<String, String> required = process.spec().constraints().required();
        return required.isEmpty() && known(process)
                ? whole
                : among(process, new Kind(known(process) ? "" : process.spec().type(), required, Map.of()));
    }

    /** The placement among those of them that it prefers. */
    Placement preferred(Wanted process) {
        Constraints constraints = process.spec().constraints();
        String type = known(process) ? "" : process.spec().type();
        return among(process, new Kind(type, constraints.required(), constraints.preferred()));
    }

    /** Whether every candidate knows its type. */
    private boolean known(Wanted process) {
        return common == null || common.contains(process.spec().type());
    }

    private Placement among(Wanted process, Kind kind) {
        Placement known = kinds.get(kind);
        if (known != null) {
            return known;
        }
        Placement fresh = open(candidates.stream()
                .filter(candidate -> fits(process, candidate))
                .filter(candidate -> missing(kind.preferred(), candidate).isEmpty())
                .toList());
        if (kinds.size() < KINDS_MAX) {
            kinds.put(kind, fresh);
        }
        return fresh;
    }

    /** Whether a candidate can run a process. */
    static boolean fits(Wanted process, Candidate candidate) {
        return obstacle(process, candidate).isEmpty();
    }

    /** Why a candidate cannot run a process, for people; empty when it can. */
    static String obstacle(Wanted process, Candidate candidate) {
        Traits traits = candidate.traits();
        return traits.knows(process.spec().type())
                ? missing(process.spec().constraints().required(), candidate)
                : "does not know the type '" + process.spec().type() + "'";
    }

    /** What keeps each of some members from running a process, for people. */
    static String obstacles(Wanted process, List<Candidate> members) {
        return members.stream()
                .limit(NAMES_MAX)
                .map(member -> member.node().name()
                        + ' '
                        + (member.weight() == 0 ? "has the weight 0" : obstacle(process, member)))
                .collect(Collectors.joining(", "));
    }

    private static String missing(Map<String, String> labels, Candidate candidate) {
        for (var label : labels.entrySet()) {
            String key = label.getKey();
            String value = key.equals(Constraints.ZONE)
                    ? candidate.zone()
                    : candidate.traits().labels().get(key);
            if (!label.getValue().equals(value)) {
                return "has " + (value == null || value.isEmpty() ? "no " + key : key + "=" + value) + ", required is "
                        + key + "=" + label.getValue();
            }
        }
        return "";
    }
}
