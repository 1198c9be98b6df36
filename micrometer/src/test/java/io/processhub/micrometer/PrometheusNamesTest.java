package io.processhub.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.processhub.ProcessHub;
import io.processhub.hook.HubEvent;
import io.processhub.process.ProcessRef;
import io.processhub.process.ProcessType;
import io.processhub.spec.ProcessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The dashboard and the alerts name nothing but what there is. */
final class PrometheusNamesTest {
    private static final Pattern NAME = Pattern.compile("processhub_[a-z_]+");
    private static final ProcessType<String> ECHO = ProcessType.of("echo", String.class, String.class);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private static Set<String> names(String text) {
        return NAME.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Everything that is counted only when it happens has happened. */
    private String scrape() {
        var meters = new HubMeters("shop", registry, 1);
        var events = new EventMeters(registry, Tags.of("hub", "shop"), id -> "echo", node -> true);
        events.count(new HubEvent.ProcessParked(Instant.EPOCH, new ProcessId("p"), "error", Duration.ZERO));
        try (ProcessHub hub = meters.register(
                        ProcessHub.builder("shop").process(ECHO, () -> message -> message.replyUntyped(message.body())))
                .start()) {
            meters.watch(hub);
            ProcessRef<String> echo = hub.start(ECHO.spec("p")).join().ref();
            echo.tell("hi");
            echo.ask("hi", String.class).join();
            hub.stop(new ProcessId("p")).join();
            Settled.holds(() -> registry.get("processhub.ends").counter());
            Settled.holds(() -> registry.get("processhub.handling").timer());
            return registry.scrape();
        }
    }

    @Test
    void allNamesAreThere() throws IOException {
        Set<String> there = names(scrape());

        assertThat(names(Files.readString(Path.of("grafana/processhub.json")))).isSubsetOf(there);
        assertThat(names(Files.readString(Path.of("prometheus/alerts.yml")))).isSubsetOf(there);
    }
}
