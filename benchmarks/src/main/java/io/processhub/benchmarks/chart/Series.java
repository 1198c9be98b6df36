package io.processhub.benchmarks.chart;

import java.util.List;

/**
 * One line of a chart.
 *
 * @param name written at its end
 * @param ink its colour
 * @param dashed whether it is a variant of another line
 * @param points from left to right
 */
public record Series(String name, Ink ink, boolean dashed, List<Point> points) {
    /** Where the line has a value. */
    public record Point(double x, double y) {}
}
