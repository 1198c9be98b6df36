package io.processhub.console.cut;

import java.time.Duration;
import java.util.Locale;

/** How a network is cut between a minority and a majority. */
public enum CutKind {
    /** Neither side hears the other. */
    TWO_WAY(true, true, Duration.ZERO),
    /** The minority does not hear the majority. */
    DEAF(false, true, Duration.ZERO),
    /**
     * The minority is not heard by the majority, and hears by twice the heartbeat of the engine later that it is out.
     */
    MUTE(true, false, Duration.ofSeconds(4));

    /**
     * When the engine must have excluded a silent member: the suspicion timeout; a heartbeat, because it looks that
     * often who is silent; and two intervals of verification.
     */
    private static final Duration DETECTION = Duration.ofMillis(8_000 + 2_000 + 2 * 250);

    /** How long a hub may take to draw the consequence, and its processes to end. */
    private static final Duration CONSEQUENCE = Duration.ofSeconds(2);

    private final boolean fromMinority;
    private final boolean toMinority;
    private final Duration hearsay;

    CutKind(boolean fromMinority, boolean toMinority, Duration hearsay) {
        this.fromMinority = fromMinority;
        this.toMinority = toMinority;
        this.hearsay = hearsay;
    }

    /** {@return whether what the minority sends to the majority is lost} */
    boolean fromMinority() {
        return fromMinority;
    }

    /** {@return whether what the majority sends to the minority is lost} */
    boolean toMinority() {
        return toMinority;
    }

    /** {@return within which time the minority must have stopped its processes} */
    Duration limit() {
        return DETECTION.plus(hearsay).plus(CONSEQUENCE);
    }

    /** {@return its value on the command line} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
