package io.processhub.spring.configuration;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown when the properties of the hub make no hub; names all that are wrong. */
public final class InvalidPropertiesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    private final transient List<Problem> problems;

    /**
     * One property that is wrong.
     *
     * @param property its name
     * @param value what it is set to
     * @param reason what is wrong with it, and what to do
     */
    public record Problem(String property, String value, String reason) {
        /** {@return a line for people} */
        @Override
        public String toString() {
            return property + " = " + value + ": " + reason;
        }
    }

    InvalidPropertiesException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /** {@return all that is wrong; not empty} */
    public List<Problem> problems() {
        return problems;
    }
}
