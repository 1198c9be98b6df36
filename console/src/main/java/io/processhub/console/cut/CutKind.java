package io.processhub.console.cut;

import java.util.Locale;

/** How a network is cut between a minority and a majority. */
public enum CutKind {
    /** Neither side hears the other. */
    TWO_WAY(true, true),
    /** The minority does not hear the majority. */
    DEAF(false, true),
    /** The minority is not heard by the majority. */
    MUTE(true, false);

    private final boolean fromMinority;
    private final boolean toMinority;

    CutKind(boolean fromMinority, boolean toMinority) {
        this.fromMinority = fromMinority;
        this.toMinority = toMinority;
    }

    /** {@return whether what the minority sends to the majority is lost} */
    boolean fromMinority() {
        return fromMinority;
    }

    /** {@return whether what the majority sends to the minority is lost} */
    boolean toMinority() {
        return toMinority;
    }

    /** {@return its value on the command line} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
