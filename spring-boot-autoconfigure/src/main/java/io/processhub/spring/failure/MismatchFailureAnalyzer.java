package io.processhub.spring.failure;

import io.processhub.ConfigurationMismatchException;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in what this node differs from the others of its hub. */
final class MismatchFailureAnalyzer extends AbstractFailureAnalyzer<ConfigurationMismatchException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, ConfigurationMismatchException cause) {
        String differences = cause.differences().stream()
                .map(each -> "    " + each.option() + ": " + each.here() + " here, " + each.there() + " there")
                .collect(Collectors.joining("\n"));
        return new FailureAnalysis(
                "Node " + cause.node() + " of the hub is configured otherwise:\n\n" + differences,
                "Give all nodes of a hub the same strategies: processhub.distribution, .redundancy, .migration,"
                        + " .synchronization and .partition, or the same beans.",
                cause);
    }
}
