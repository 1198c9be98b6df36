package io.processhub.spec;

import io.processhub.text.WellFormed;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The name of a process, unique in its hub.
 *
 * @param value 1 to 255 characters of valid Unicode, no control characters; case matters
 */
public record ProcessId(String value) implements Comparable<ProcessId> {
    private static final int CHARACTERS_MAX = 255;

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException when the name is empty, too long, not valid Unicode or contains a control
     *     character
     */
    public ProcessId {
        Objects.requireNonNull(value, "value");
        if (value.isEmpty() || value.length() > CHARACTERS_MAX) {
            throw new IllegalArgumentException("process id '" + value + "' has " + value.length()
                    + " characters; allowed are 1 to " + CHARACTERS_MAX);
        }
        if (hasControl(value)) {
            throw new IllegalArgumentException("process id '" + value + "' contains a control character; remove it");
        }
        WellFormed.require("process id", value);
    }

    /** A loop, because every node makes the id of every process, again for every move. */
    private static boolean hasControl(String value) {
        for (int at = 0; at < value.length(); at++) {
            if (Character.isISOControl(value.charAt(at))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Short for the constructor.
     *
     * @param value the name
     * @return the id
     */
    public static ProcessId of(String value) {
        return new ProcessId(value);
    }

    /** Written out, because ids are looked up all the time. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof ProcessId id && value.equals(id.value));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public int compareTo(ProcessId other) {
        return value.compareTo(other.value);
    }

    /** {@return the name alone} */
    @Override
    public String toString() {
        return value;
    }
}
