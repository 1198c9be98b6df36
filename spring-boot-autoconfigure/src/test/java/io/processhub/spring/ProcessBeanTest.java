package io.processhub.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessType;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Scope;

/** What contradicts itself is refused, with both sides named. */
final class ProcessBeanTest {

    private static void refused(Class<?> bean, String... words) {
        Applications.runner()
                .withUserConfiguration(bean)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContainingAll(words));
    }

    @Test
    void anotherNameThanThatOfTheConstantIsRefused() {
        refused(Renamed.class, "annotated with type 'other'", "constant is of type 'renamed'");
    }

    @Test
    void anotherProtocolThanThatOfTheConstantIsRefused() {
        refused(Changed.class, "handles messages of java.lang.Integer", "'changed' is for java.lang.String");
    }

    @Test
    void aProcessWithoutATypeIsRefused() {
        refused(Nameless.class, "has no type", "@ProcessBean(type");
    }

    @Test
    void aBeanThatIsNoCodeIsRefused() {
        refused(NoCode.class, "neither a HubProcess nor a RunLoop");
    }

    @Test
    void aProcessThatIsASingletonBeanIsRefused() {
        refused(Shared.class, "not of scope prototype");
    }

    @ProcessBean(type = "other")
    static final class Renamed implements HubProcess<String> {
        static final ProcessType<String> TYPE = ProcessType.of("renamed", String.class);

        @Override
        public void onMessage(Message<String> message) {}
    }

    @ProcessBean
    static final class Changed implements HubProcess<Integer> {
        static final ProcessType<String> TYPE = ProcessType.of("changed", String.class);

        @Override
        public void onMessage(Message<Integer> message) {}
    }

    @ProcessBean
    static final class Nameless implements HubProcess<String> {
        @Override
        public void onMessage(Message<String> message) {}
    }

    @ProcessBean(type = "none")
    static final class NoCode {}

    @Scope("singleton")
    @ProcessBean(type = "shared")
    static final class Shared implements HubProcess<String> {
        @Override
        public void onMessage(Message<String> message) {}
    }
}
