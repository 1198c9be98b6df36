package io.processhub.messaging;

import io.processhub.message.Ask;
import io.processhub.protocol.TypeArguments;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

/** The class of the answer to a question, as the class of the question declares it. Thread-safe. */
final class AnswerClass {
    private static final ClassValue<Class<?>> FOUND = new ClassValue<>() {
        @Override
        protected Class<?> computeValue(Class<?> question) {
            Optional<List<Optional<Type>>> arguments = TypeArguments.of(question, Ask.class);
            return arguments
                    .flatMap(all -> all.get(1))
                    .<Class<?>>map(TypeArguments::raw)
                    .orElse(Object.class);
        }
    };

    private AnswerClass() {}

    /**
     * Finds the class.
     *
     * @param question class of the question
     * @return the class of its answers; {@code Object} when it does not say
     */
    static Class<?> of(Class<?> question) {
        return FOUND.get(question);
    }
}
