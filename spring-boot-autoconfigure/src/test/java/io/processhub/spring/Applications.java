package io.processhub.spring;

import io.processhub.message.Ask;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.process.RunLoop;
import io.processhub.spring.configuration.ProcessHubAutoConfiguration;
import jakarta.annotation.PreDestroy;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Applications of the tests, as users would write them. */
public final class Applications {
    private Applications() {}

    /** {@return contexts with the hub, and nothing else} */
    public static ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(ProcessHubAutoConfiguration.class, SslAutoConfiguration.class));
    }

    /** What its processes and loops have done; a bean, so that injection is needed for it. */
    public static final class Diary {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        /** Empty. */
        Diary() {}

        /**
         * Adds a line.
         *
         * @param line what was done
         */
        public void add(String line) {
            lines.add(line);
        }

        /** {@return all lines so far} */
        public Queue<String> lines() {
            return lines;
        }
    }

    // tag::process[]
    /** What a greeter understands. */
    public sealed interface Greeting {
        /** Its type. */
        ProcessType<Greeting> TYPE = ProcessType.of("greeter", Greeting.class);

        /**
         * Asks it for a greeting.
         *
         * @param name of who is to be greeted
         */
        record Greet(String name) implements Greeting, Ask<Greeting, String> {}

        /** Asks it to crash. */
        record Crash() implements Greeting {}
    }

    /** A process with its type as a constant of the protocol. */
    @ProcessBean
    public static final class Greeter implements HubProcess<Greeting> {
        private final Diary diary;

        Greeter(Diary diary) {
            this.diary = diary;
        }

        @Override
        public void onMessage(Message<Greeting> message) {
            switch (message.body()) {
                case Greeting.Greet greet -> message.reply(greet, "hello " + greet.name());
                case Greeting.Crash crash -> throw new IllegalStateException("asked to crash");
            }
        }

        /** Called by Spring. */
        @PreDestroy
        void destroy() {
            diary.add("greeter destroyed");
        }
    }
    // end::process[]

    // tag::singleton[]
    /** A loop that runs once in the cluster. */
    @ClusterSingleton(id = "clock")
    public static final class Clock implements RunLoop {
        private final Diary diary;

        Clock(Diary diary) {
            this.diary = diary;
        }

        @Override
        public void run(ProcessContext<Void> context) throws InterruptedException {
            diary.add("clock on " + context.node().name());
            new CountDownLatch(1).await();
        }
    }
    // end::singleton[]

    /** An application with both. */
    @Configuration(proxyBeanMethods = false)
    @Import({Greeter.class, Clock.class})
    public static class Whole {
        /** Called by Spring. */
        Whole() {}

        /** Shared by all. */
        @Bean
        Diary diary() {
            return new Diary();
        }

        /** A process made by a method, and wanted once. */
        @Bean
        @ClusterSingleton(type = "echo")
        HubProcess<String> echo() {
            return message -> message.replyUntyped(message.body());
        }
    }
}
