package io.processhub.spring.test;

import io.processhub.HubStatus;
import io.processhub.ProcessHub;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.environment.Environment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Several application contexts in one JVM, each a node of one hub, on a network of their own. A web server listens on
 * 127.0.0.1 and a free port. For one thread.
 *
 * <pre>{@code
 * try (var cluster = SpringHubCluster.of(ShopApplication.class).start(3)) {
 *     cluster.close(0);
 *     cluster.settle();
 *     assertThat(cluster.hub(1).lookup(ID)).isPresent();
 * }
 * }</pre>
 */
public final class SpringHubCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Class<?>[] sources;
    private final List<String> properties = new ArrayList<>();
    private final EmbeddedNetwork network = EmbeddedNetwork.create(Environment.system());
    private final List<Member> members = new ArrayList<>();

    /** A closed context answers with no beans any more. */
    private record Member(ConfigurableApplicationContext context, ProcessHub hub) {
        boolean open() {
            return context.isActive();
        }
    }

    private SpringHubCluster(Class<?>[] sources) {
        this.sources = sources;
    }

    /**
     * A cluster without nodes.
     *
     * @param sources of each application context, such as its class with {@code @SpringBootApplication}
     * @return the cluster
     */
    public static SpringHubCluster of(Class<?>... sources) {
        return new SpringHubCluster(sources);
    }

    /**
     * Sets properties of nodes that are added later; they take precedence over those of the application.
     *
     * @param pairs such as {@code processhub.migration=hot-swap}
     * @return this cluster
     */
    public SpringHubCluster properties(String... pairs) {
        for (String pair : pairs) {
            properties.add("--" + pair);
        }
        return this;
    }

    /**
     * Adds nodes, and waits until the hub has settled.
     *
     * @param nodes how many; named {@code node-1} and so on
     * @return this cluster
     * @throws IllegalStateException when it does not settle within 30 seconds
     */
    public SpringHubCluster start(int nodes) {
        try {
            for (int i = 0; i < nodes; i++) {
                var unused = add();
            }
            settle();
            return this;
        } catch (Throwable failed) {
            close();
            throw failed;
        }
    }

    /**
     * Adds a node and waits until its hub has joined.
     *
     * @return its context
     */
    public ConfigurableApplicationContext add() {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--processhub.engine=embedded",
                "--processhub.discovery.type=",
                "--processhub.node.name=node-" + (members.size() + 1)));
        arguments.addAll(properties);
        ConfigurableApplicationContext context = new SpringApplicationBuilder(sources)
                .initializers(
                        fresh -> ((GenericApplicationContext) fresh).registerBean(EmbeddedNetwork.class, () -> network))
                .run(arguments.toArray(String[]::new));
        members.add(new Member(context, context.getBean(ProcessHub.class)));
        return context;
    }

    /** {@return the contexts in the order in which they were added, also those that are closed} */
    public List<ConfigurableApplicationContext> contexts() {
        return members.stream().map(Member::context).toList();
    }

    /**
     * Finds the hub of a node.
     *
     * @param node the first is 0
     * @return its hub, also when it is closed
     */
    public ProcessHub hub(int node) {
        return members.get(node).hub();
    }

    /**
     * Closes a node in an orderly way, as the end of its JVM would.
     *
     * @param node the first is 0
     */
    public void close(int node) {
        members.get(node).context().close();
    }

    /**
     * Ends a node as if its JVM had been killed: the others lose it at once. Its context is closed then.
     *
     * @param node the first is 0
     */
    public void crash(int node) {
        network.crash(hub(node).self());
        hub(node).close(Duration.ZERO); // no other node would take over from it
        members.get(node).context().close();
    }

    /**
     * Waits until all nodes that are open see each other and the same registry, and nothing is left to start or to
     * move.
     *
     * @throws IllegalStateException when that takes more than 30 seconds
     */
    public void settle() {
        long begun = Environment.system().nanoTime();
        while (!settled()) {
            if (Environment.system().nanoTime() - begun > PATIENCE.toNanos()) {
                throw new IllegalStateException("the hub has not settled within " + PATIENCE + ": " + open());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private boolean settled() {
        List<HubStatus> open = open();
        return open.stream()
                        .allMatch(status -> status.membership().nodes().size() == open.size()
                                && !status.membership().redistributing()
                                && status.registry().waiting() == 0)
                && open.stream()
                                .map(status -> status.registry().digest())
                                .distinct()
                                .count()
                        <= 1;
    }

    private List<HubStatus> open() {
        return members.stream()
                .filter(Member::open)
                .map(member -> member.hub().status())
                .toList();
    }

    /** Closes all nodes. */
    @Override
    public void close() {
        members.forEach(member -> member.context().close());
    }
}
