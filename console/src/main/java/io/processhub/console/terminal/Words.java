package io.processhub.console.terminal;

import java.time.Duration;
import java.util.Locale;

/** Numbers and durations as a person writes them. Stateless. */
public final class Words {
    private static final long SECOND_MILLIS = 1_000;
    private static final long MINUTE_SECONDS = 60;

    private Words() {}

    /**
     * Counts things.
     *
     * @param number how many
     * @param one what one of them is called; several have an {@code s}, or {@code es} after one
     * @return such as «1 process» and «1,200 processes»
     */
    public static String count(long number, String one) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : several(one));
    }

    private static String several(String one) {
        return one + (one.endsWith("s") ? "es" : "s");
    }

    /**
     * Rounds a duration to what matters of it.
     *
     * @param duration not negative
     * @return such as «40 ms», «3.4 s» and «2 min 5 s»
     */
    public static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < SECOND_MILLIS) {
            return millis + " ms";
        }
        long seconds = duration.toSeconds();
        if (seconds < MINUTE_SECONDS) {
            return String.format(Locale.ROOT, "%.1f s", millis / (double) SECOND_MILLIS)
                    .replace(".0 s", " s");
        }
        long rest = seconds % MINUTE_SECONDS;
        return seconds / MINUTE_SECONDS + " min" + (rest == 0 ? "" : " " + rest + " s");
    }
}
