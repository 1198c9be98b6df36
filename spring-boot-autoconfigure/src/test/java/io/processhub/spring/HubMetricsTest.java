package io.processhub.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.processhub.ProcessHub;
import io.processhub.spring.Applications.Greeting;
import io.processhub.spring.metrics.HubMetricsAutoConfiguration;
import io.processhub.spring.metrics.HubObservationAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

final class HubMetricsTest {

    private static ApplicationContextRunner runner() {
        return Applications.runner()
                .withUserConfiguration(Applications.Whole.class)
                .withConfiguration(AutoConfigurations.of(
                        HubMetricsAutoConfiguration.class, HubObservationAutoConfiguration.class));
    }

    @Test
    void anApplicationWithARegistryHasTheMetersOfItsHub() {
        runner().withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withPropertyValues("processhub.metrics.sampling=1")
                .run(context -> {
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    ProcessHub hub = context.getBean(ProcessHub.class);
                    hub.start(Greeting.TYPE.spec("g"))
                            .join()
                            .ref()
                            .ask(new Greeting.Greet("Ada"))
                            .join();

                    assertThat(registry.get("processhub.members").gauge().value())
                            .isEqualTo(1);
                    assertThat(registry.get("processhub.mailbox.wait")
                                    .tags("hub", "application", "type", "greeter")
                                    .timer()
                                    .count())
                            .isEqualTo(1);
                });
    }

    @Test
    void withoutARegistryTheHubRunsWithoutMeters() {
        runner().run(context -> assertThat(context).hasSingleBean(ProcessHub.class));
    }

    @Test
    void withoutMicrometerTheHubRuns() {
        runner().withClassLoader(new FilteredClassLoader("io.micrometer", "io.processhub.micrometer"))
                .run(context ->
                        assertThat(context).hasSingleBean(ProcessHub.class).hasNotFailed());
    }
}
