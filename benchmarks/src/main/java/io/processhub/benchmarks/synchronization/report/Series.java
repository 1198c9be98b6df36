package io.processhub.benchmarks.synchronization.report;

import io.processhub.benchmarks.synchronization.result.Protocol;
import java.util.List;

/**
 * One line of a chart.
 *
 * @param name written at its end
 * @param protocol gives the colour
 * @param dashed whether it is a variant of another line
 * @param points from left to right
 */
record Series(String name, Protocol protocol, boolean dashed, List<Point> points) {
    record Point(double x, double y) {}
}
