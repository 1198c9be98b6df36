package io.processhub.bench.result;

import java.util.List;

/**
 * One figure of one contestant in one case.
 *
 * @param workload which work
 * @param work the case, for people
 * @param size what the case is drawn at on an axis, such as a number of processes
 * @param contestant its name
 * @param figure what was measured
 * @param values one for each round
 */
public record Row(String workload, String work, double size, String contestant, Figure figure, List<Double> values) {
    /** {@return its median and range} */
    public Spread spread() {
        return Spread.of(values);
    }
}
