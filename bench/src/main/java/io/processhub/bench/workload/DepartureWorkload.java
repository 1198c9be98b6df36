package io.processhub.bench.workload;

import io.processhub.bench.fleet.Fleet;
import java.util.List;

/** One of the nodes goes: all are started beforehand, and a fleet is good for one round. */
interface DepartureWorkload extends Workload {
    /** Nanoseconds in a millisecond. */
    double MILLI_NANOS = 1e6;

    /** {@return how many nodes come in the place of the one that goes} */
    int successors();

    @Override
    default List<Case> cases(Scale scale) {
        List<Integer> processes = scale.processes(List.of(10_000), 200);
        return Cases.each(scale.nodes(3), processes, name(), successors()).toList();
    }

    @Override
    default Scale.Repeats repeats(Scale.Repeats asked) {
        return Workload.once(asked.rounds());
    }

    @Override
    default void prepare(Fleet fleet, Case work) {
        Cases.start(fleet, work);
        fleet.caller().run("await_elsewhere", "", Cases.all(work));
    }
}
