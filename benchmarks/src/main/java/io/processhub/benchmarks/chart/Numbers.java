package io.processhub.benchmarks.chart;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as people write them. */
public final class Numbers {
    private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P", "E"};

    private Numbers() {}

    /** {@return three digits and a prefix, such as 4.64 G} */
    public static String brief(double value) {
        double rest = value;
        int prefix = 0;
        while (rest >= 999.5 && prefix < PREFIXES.length - 1) {
            rest /= 1_000;
            prefix++;
        }
        return (digits(rest) + " " + PREFIXES[prefix]).strip();
    }

    public static String brief(OptionalDouble value) {
        return value.isEmpty() ? "–" : brief(value.getAsDouble());
    }

    /** {@return three digits, or as many as stand before the point} */
    public static String digits(double value) {
        if (value == Math.rint(value) || value >= 99.5) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value >= 9.995 ? "%.1f" : "%.2f", value);
    }

    public static String digits(OptionalDouble value) {
        return value.isEmpty() ? "–" : digits(value.getAsDouble());
    }

    /** {@return a multiple of the bound, which is read to the third place} */
    public static String times(OptionalDouble value) {
        if (value.isEmpty()) {
            return "–";
        }
        double times = value.getAsDouble();
        return times < 9.9995 ? String.format(Locale.ROOT, "%.3f", times) : brief(times);
    }

    /** {@return a probability in percent} */
    public static String percent(double probability) {
        return digits(100 * probability) + " %";
    }

    /** {@return a number in full} */
    public static String whole(OptionalDouble value) {
        return value.isEmpty() ? "–" : String.format(Locale.ROOT, "%,.0f", value.getAsDouble());
    }
}
