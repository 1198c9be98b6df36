package io.processhub.benchmarks.synchronization.result;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A limit that synchronization must keep, beside what was measured.
 *
 * @param name its number in the design
 * @param text what is limited
 * @param limit what must not be exceeded
 * @param measured the worst of all measurements that it speaks of; empty when there was none
 */
public record Goal(String name, String text, double limit, OptionalDouble measured) {

    /** {@return whether it is kept, in a word} */
    public String verdict() {
        if (measured.isEmpty()) {
            return "not measured";
        }
        return measured.getAsDouble() <= limit ? "ok" : "missed";
    }

    /** {@return the measurement for people} */
    public String measuredText() {
        return measured.isEmpty() ? "–" : text(measured.getAsDouble());
    }

    /** {@return the limit for people} */
    public String limitText() {
        return text(limit);
    }

    private static String text(double value) {
        if (value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, value < 10 ? "%.3f" : "%.1f", value);
    }
}
