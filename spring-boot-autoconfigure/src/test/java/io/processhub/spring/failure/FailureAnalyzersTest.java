package io.processhub.spring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.ClusterException;
import io.processhub.spring.Applications;
import io.processhub.spring.configuration.InvalidPropertiesException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

final class FailureAnalyzersTest {

    private static FailureAnalysis analysis(Throwable failure) {
        return SpringFactoriesLoader.forDefaultResourceLocation(FailureAnalyzersTest.class.getClassLoader())
                // Those of Spring Boot that need a bean factory are not made.
                .load(FailureAnalyzer.class, (type, name, needsMore) -> {})
                .stream()
                .map(analyzer -> analyzer.analyze(failure))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void allPropertiesThatAreWrongAreNamedLineByLine() {
        Applications.runner()
                .withPropertyValues("processhub.node.weight=-1", "processhub.retention=0s")
                .run(context -> {
                    FailureAnalysis analysis = analysis(Objects.requireNonNull(context.getStartupFailure()));

                    assertThat(analysis.getCause()).isInstanceOf(InvalidPropertiesException.class);
                    assertThat(analysis.getDescription().lines())
                            .anyMatch(line -> line.contains("processhub.node.weight = -1.0"))
                            .anyMatch(line -> line.contains("processhub.retention = PT0S"));
                });
    }

    @Test
    void aNodeThatCannotJoinIsToldWhatToLookAt() {
        FailureAnalysis analysis = analysis(new ClusterException("address in use"));

        assertThat(analysis.getDescription()).contains("address in use");
        assertThat(analysis.getAction()).contains("processhub.bind.port", "processhub.node.name");
    }
}
