package io.processhub.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.ProcessHub;
import io.processhub.hook.HubEvent;
import io.processhub.process.ProcessRef;
import io.processhub.process.ProcessType;
import io.processhub.spec.ProcessId;
import io.processhub.spring.Applications.Diary;
import io.processhub.spring.Applications.Greeting;
import io.processhub.spring.configuration.InvalidPropertiesException;
import io.processhub.spring.hub.ManagedHub;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

final class ProcessHubAutoConfigurationTest {
    private static final ProcessType<String> ECHO = ProcessType.of("echo", String.class, String.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** An address that no machine has. */
    private static final byte[] DOCUMENTATION = {(byte) 192, 0, 2, 1};

    @Test
    void aHubRunsWithoutAnyProperty() {
        Applications.runner().run(context -> {
            ProcessHub hub = context.getBean(ProcessHub.class);

            assertThat(hub.id()).isEqualTo("application");
            assertThat(hub.nodes()).hasSize(1);
            assertThat(context.getBean(ManagedHub.class).isRunning()).isTrue();
        });
    }

    @Test
    void theHubIsNamedAfterTheApplication() {
        Applications.runner()
                .withPropertyValues("spring.application.name=shop")
                .run(context ->
                        assertThat(context.getBean(ProcessHub.class).id()).isEqualTo("shop"));
    }

    @Test
    void processesAreBeansThatAreDestroyedWhenTheyEnd() {
        Applications.runner().withUserConfiguration(Applications.Whole.class).run(context -> {
            ProcessHub hub = context.getBean(ProcessHub.class);
            ProcessRef<Greeting> greeter =
                    hub.start(Greeting.TYPE.spec("g")).join().ref();
            assertThat(greeter.ask(new Greeting.Greet("Ada")).join()).isEqualTo("hello Ada");

            hub.stop(new ProcessId("g")).join();

            assertThat(context.getBean(Diary.class).lines()).contains("greeter destroyed");
        });
    }

    @Test
    void singletonsRunOnce() {
        Applications.runner().withUserConfiguration(Applications.Whole.class).run(context -> {
            ProcessHub hub = context.getBean(ProcessHub.class);

            assertThat(hub.lookup(new ProcessId("clock"))).isPresent();
            assertThat(hub.ref(ECHO, "echo").ask("once", String.class).join()).isEqualTo("once");
        });
    }

    @Test
    void aReferenceMayBeMadeBeforeTheHubStarts() {
        Applications.runner()
                .withUserConfiguration(Applications.Whole.class)
                .withPropertyValues("processhub.lifecycle.start=manual")
                .run(context -> {
                    ManagedHub hub = context.getBean(ManagedHub.class);
                    ProcessRef<String> echo = hub.ref(ECHO, "echo");
                    assertThat(hub.snapshot()).isEmpty();
                    assertThat(hub.isRunning()).isFalse();

                    hub.start();
                    assertThat(echo.ask("first", String.class).join()).isEqualTo("first");

                    hub.stop();
                    hub.start();
                    assertThat(echo.ask("second", String.class).join()).isEqualTo("second");
                });
    }

    @Test
    void everyWrongValueIsNamedInOneReport() {
        Applications.runner()
                .withPropertyValues(
                        "processhub.node.weight=-1",
                        "processhub.ask-timeout=0s",
                        "processhub.redundancy.factor=0",
                        "processhub.discovery.type=static",
                        "processhub.discovery.hosts=nowhere")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidPropertiesException.class)
                        .hasMessageContainingAll(
                                "processhub.node.weight = -1.0",
                                "processhub.ask-timeout = PT0S",
                                "processhub.redundancy.factor = 0",
                                "processhub.discovery.hosts = nowhere: is not host:port"));
    }

    @Test
    void anAddressThatOthersReachNeedsABundle() throws UnknownHostException {
        String address = InetAddress.getByAddress(DOCUMENTATION).getHostAddress();
        Applications.runner()
                .withPropertyValues(
                        "processhub.discovery.type=static",
                        "processhub.discovery.hosts=" + address + ":7800",
                        "processhub.bind.address=" + address)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContainingAll(
                                "processhub.bind.address = " + address,
                                "processhub.ssl.bundle",
                                "processhub.insecure=true"));
    }

    @Test
    void aBundleThatIsMissingIsNamed() {
        Applications.runner()
                .withPropertyValues("processhub.engine=jgroups", "processhub.ssl.bundle=absent")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("processhub.ssl.bundle = absent"));
    }

    @Test
    void withoutTheEngineTheRemedyIsNamed() {
        Applications.runner()
                .withClassLoader(new FilteredClassLoader("io.processhub.jgroups", "org.jgroups"))
                .withPropertyValues("processhub.discovery.type=dns")
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining("processhub-engine-jgroups"));
    }

    @Test
    void anApplicationWithAHubOfItsOwnGetsNoOther() {
        Applications.runner().withUserConfiguration(OwnHub.class).run(context -> {
            assertThat(context).hasSingleBean(ProcessHub.class);
            assertThat(context).doesNotHaveBean(ManagedHub.class);
        });
    }

    @Test
    void eventsOfTheHubAreEventsOfTheApplication() {
        Applications.runner().withUserConfiguration(Listening.class).run(context -> {
            context.getBean(ProcessHub.class).start(ECHO.spec("e")).join();

            assertThat(context.getBean(Listening.class).started.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isNotNull();
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnHub {
        @Bean
        ProcessHub own() {
            return ProcessHub.builder("own").start();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Listening {
        private final BlockingQueue<HubEvent.ProcessStarted> started = new LinkedBlockingQueue<>();

        @EventListener
        void heard(HubEvent.ProcessStarted event) {
            started.add(event);
        }

        @Bean
        HubCustomizer echo() {
            return builder -> builder.process(ECHO, () -> message -> message.replyUntyped(message.body()));
        }
    }
}
