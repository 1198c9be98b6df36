package io.processhub.benchmarks.synchronization;

import java.util.Arrays;

/** Values of one figure from many trials. */
final class Sample {
    private static final int VALUES_AT_FIRST = 64;

    private double[] values = new double[VALUES_AT_FIRST];
    private int count;

    void add(double value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    int count() {
        return count;
    }

    double mean() {
        return Arrays.stream(values, 0, count).average().orElseThrow();
    }

    double sum() {
        return Arrays.stream(values, 0, count).sum();
    }

    double max() {
        return Arrays.stream(values, 0, count).max().orElseThrow();
    }

    /** {@return the value that a share of all do not exceed} */
    double quantile(double share) {
        double[] sorted = Arrays.stream(values, 0, count).sorted().toArray();
        return sorted[Math.clamp((int) Math.ceil(share * count) - 1, 0, count - 1)];
    }
}
