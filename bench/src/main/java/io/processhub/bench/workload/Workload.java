package io.processhub.bench.workload;

import io.processhub.bench.fleet.Fleet;
import io.processhub.bench.result.Figure;
import java.util.List;
import java.util.Map;

/** Work that is done in the same way by each contestant that can do it. */
public interface Workload {
    /** {@return its name, as on the command line} */
    String name();

    /** {@return what is measured, and how, for people} */
    String method();

    /** {@return the cases, each measured in fleets of its own} */
    List<Case> cases(Scale scale);

    /** {@return how often in a fleet, and in how many fleets} */
    default Scale.Repeats repeats(Scale.Repeats asked) {
        return asked;
    }

    /** Done once in a fleet, before the rounds. */
    default void prepare(Fleet fleet, Case work) {}

    /** One round, and what it measured; rounds of a fleet are numbered from 0, those of the warm-up first. */
    Map<Figure, Double> round(Fleet fleet, Case work, int number);

    /** Rounds that cannot be done twice in a fleet: one in each, without warm-up. */
    static Scale.Repeats once(int fleets) {
        return new Scale.Repeats(fleets, fleets, 0);
    }
}
