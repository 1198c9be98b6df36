package io.processhub.spring.failure;

import io.processhub.spring.configuration.InvalidPropertiesException;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Names every property that is wrong in one report. */
final class InvalidPropertiesFailureAnalyzer extends AbstractFailureAnalyzer<InvalidPropertiesException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, InvalidPropertiesException cause) {
        String all = cause.problems().stream()
                .map(problem -> "    " + problem)
                .collect(Collectors.joining("\n", "The hub was not started:\n\n", "\n"));
        return new FailureAnalysis(all, "Change what is named above; each line says what is allowed.", cause);
    }
}
