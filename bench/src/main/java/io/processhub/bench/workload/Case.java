package io.processhub.bench.workload;

import io.processhub.bench.fleet.Fleet;
import java.util.Map;

/**
 * One thing to measure of a workload.
 *
 * @param title for people
 * @param promise under which name contestants say that they take part
 * @param size on an axis
 * @param numbers what the work needs
 * @param plan which nodes
 */
public record Case(String title, String promise, double size, Map<String, Integer> numbers, Fleet.Plan plan) {
    int number(String name) {
        Integer number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException("the case '" + title + "' has no number '" + name + "'");
        }
        return number;
    }
}
