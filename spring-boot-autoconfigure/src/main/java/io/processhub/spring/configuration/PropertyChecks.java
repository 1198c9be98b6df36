package io.processhub.spring.configuration;

import io.processhub.spring.configuration.InvalidPropertiesException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Applies properties one by one, and collects what is wrong with them, so that all of it is reported together. Not
 * thread-safe.
 */
final class PropertyChecks {
    private final List<Problem> problems = new ArrayList<>();

    /** Applies a property; what it is refused with is the reason that is reported. */
    void apply(String property, Object value, Runnable setter) {
        make(property, value, () -> {
            setter.run();
            return true;
        });
    }

    /** Makes something of a property; empty when it is refused. */
    <T> Optional<T> make(String property, Object value, Supplier<T> maker) {
        try {
            return Optional.of(maker.get());
        } catch (IllegalArgumentException | IllegalStateException refused) {
            wrong(property, value, String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }

    void wrong(String property, Object value, String reason) {
        problems.add(new Problem("processhub." + property, String.valueOf(value), reason));
    }

    /** Registers a bean; what it is refused with is the reason that is reported. */
    void register(String bean, Runnable registration) {
        try {
            registration.run();
        } catch (IllegalArgumentException refused) {
            problems.add(new Problem("process bean", bean, String.valueOf(refused.getMessage())));
        }
    }

    /** Whether nothing is wrong so far. */
    boolean good() {
        return problems.isEmpty();
    }

    /** Ends the start of the application if something is wrong. */
    void report() {
        if (!problems.isEmpty()) {
            throw new InvalidPropertiesException(problems);
        }
    }
}
