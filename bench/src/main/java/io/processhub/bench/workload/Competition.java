package io.processhub.bench.workload;

import io.processhub.bench.contestant.Contestant;
import io.processhub.bench.fleet.BenchException;
import io.processhub.bench.fleet.BenchFolder;
import io.processhub.bench.fleet.Fleet;
import io.processhub.bench.result.Figure;
import io.processhub.bench.result.Row;
import io.processhub.bench.result.Run.Promise;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Measures the contestants by turns: a fleet of ours, one of each peer, and all over again. Only one fleet lives at a
 * time.
 */
public final class Competition {
    private final List<Contestant> contestants;
    private final Scale scale;
    private final Consumer<String> progress;
    private final List<Row> rows = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    /** Ours is the first contestant. */
    public Competition(List<Contestant> contestants, Scale scale, Consumer<String> progress) {
        this.contestants = List.copyOf(contestants);
        this.scale = scale;
        this.progress = progress;
    }

    /** Measures a workload, and adds to the rows. What fails is among the failures, and the rest goes on. */
    public void play(Workload workload, BenchFolder folder) {
        for (Case work : workload.cases(scale)) {
            play(workload, work, folder);
        }
    }

    void play(Workload workload, Case work, BenchFolder folder) {
        Map<Contestant, Map<Figure, List<Double>>> measured = new LinkedHashMap<>();
        Scale.Repeats repeats = workload.repeats(scale.repeats());
        for (int turn = 1; turn <= repeats.turns(); turn++) {
            for (Contestant contestant : participants(work.promise())) {
                progress.accept(String.format(
                        "%s, %s: turn %d of %d, %s",
                        workload.name(), work.title(), turn, repeats.turns(), contestant.name()));
                var figures = measured.computeIfAbsent(contestant, unused -> new EnumMap<>(Figure.class));
                try (Fleet fleet = Fleet.open(contestant, work.plan(), folder)) {
                    turn(workload, work, fleet, figures);
                } catch (BenchException failure) {
                    failures.add(workload.name() + ", " + work.title() + ", " + contestant.name() + ": "
                            + failure.getMessage());
                }
            }
        }
        measured.forEach((contestant, figures) -> figures.forEach((figure, values) -> rows.add(
                new Row(workload.name(), work.title(), work.size(), contestant.name(), figure, List.copyOf(values)))));
    }

    private void turn(Workload workload, Case work, Fleet fleet, Map<Figure, List<Double>> figures) {
        Scale.Repeats repeats = workload.repeats(scale.repeats());
        workload.prepare(fleet, work);
        int rounds = repeats.warmUps() + repeats.roundsOfATurn();
        for (int round = 0; round < rounds; round++) {
            Map<Figure, Double> measured = workload.round(fleet, work, round);
            if (round >= repeats.warmUps()) {
                measured.forEach((figure, value) -> figures.computeIfAbsent(figure, unused -> new ArrayList<>())
                        .add(value));
            }
        }
    }

    private List<Contestant> participants(String promise) {
        return contestants.stream()
                .filter(contestant -> contestant.promises().containsKey(promise))
                .toList();
    }

    /** {@return everything measured so far} */
    public List<Row> rows() {
        return List.copyOf(rows);
    }

    /** {@return what could not be measured} */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /** {@return what each contestant promises in a workload; one without a fair counterpart says that it has none} */
    public List<Promise> promises(Workload workload) {
        Set<String> asked = workload.cases(scale).stream().map(Case::promise).collect(Collectors.toSet());
        Set<String> able = contestants.stream()
                .filter(contestant -> !promise(contestant, asked).isEmpty())
                .map(Competition::family)
                .collect(Collectors.toSet());
        return contestants.stream()
                .filter(contestant -> able.contains(family(contestant))
                        ? !promise(contestant, asked).isEmpty()
                        : contestant.name().equals(family(contestant)))
                .map(contestant -> promise(workload, contestant, asked))
                .toList();
    }

    /** Its name without the variant. */
    private static String family(Contestant contestant) {
        return contestant.name().split("-", 2)[0];
    }

    private static Promise promise(Workload workload, Contestant contestant, Set<String> asked) {
        String text = promise(contestant, asked);
        return new Promise(
                workload.name(),
                contestant.name(),
                contestant.title(),
                text.isEmpty() ? "has no fair counterpart" : text);
    }

    private static String promise(Contestant contestant, Set<String> asked) {
        return contestant.promises().entrySet().stream()
                .filter(promise -> asked.contains(promise.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .map(promise -> asked.size() > 1 ? promise.getKey() + ": " + promise.getValue() : promise.getValue())
                .collect(Collectors.joining("; "));
    }
}
