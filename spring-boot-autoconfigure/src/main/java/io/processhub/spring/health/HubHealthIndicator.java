package io.processhub.spring.health;

import io.processhub.HubStatus;
import io.processhub.HubStatus.Phase;
import io.processhub.ProcessHub;
import io.processhub.cluster.NodeId;
import io.processhub.spring.configuration.ProcessHubProperties;
import io.processhub.spring.configuration.ProcessHubProperties.ReadyWhen;
import io.processhub.spring.hub.ManagedHub;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * How the hub is doing. Up when it has joined and, the first time, has settled; down when it has failed by itself.
 * Processes that wait to be started somewhere do not change it: that is for metrics and alerts. Thread-safe.
 */
public final class HubHealthIndicator extends AbstractHealthIndicator {
    private final ProcessHub hub;
    private final ProcessHubProperties.Health properties;
    private final Settling settling;

    /**
     * The health of a hub.
     *
     * @param hub running or not
     * @param properties what counts as ready
     * @param nanos a monotonic clock
     */
    HubHealthIndicator(ProcessHub hub, ProcessHubProperties.Health properties, LongSupplier nanos) {
        super("the status of the hub could not be read");
        this.hub = hub;
        this.properties = properties;
        this.settling = new Settling(properties.readyWhen(), properties.settleLimit(), nanos);
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        if (hub instanceof ManagedHub managed && !managed.isRunning()) {
            builder.withDetail("hub", hub.id()).withDetail("phase", "NOT_RUNNING");
            say(builder, properties.readyWhen() == ReadyWhen.ALWAYS);
            return;
        }
        HubStatus status = hub.status();
        builder.withDetails(details(status));
        switch (status.phase()) {
            case FAILED -> fail(builder, status.failure());
            case JOINING, LEAVING, CLOSED -> builder.outOfService();
            case RUNNING, DEGRADED -> say(builder, ready(builder, status));
        }
    }

    private static void fail(Health.Builder builder, @Nullable Throwable failure) {
        var unused = failure == null ? builder.down() : builder.down(failure);
    }

    private static void say(Health.Builder builder, boolean ready) {
        var unused = ready ? builder.up() : builder.outOfService();
    }

    private boolean ready(Health.Builder builder, HubStatus status) {
        boolean settled = settling.over(status);
        builder.withDetail("settled", settled);
        return settled && (status.membership().quorum() || properties.readyWithoutQuorum());
    }

    private static Map<String, Object> details(HubStatus status) {
        var details = new LinkedHashMap<String, Object>();
        details.put("hub", status.hubId());
        details.put("node", status.self().name());
        details.put("phase", status.phase());
        details.put(
                "members",
                status.membership().nodes().stream().map(NodeId::name).toList());
        details.put("quorum", status.membership().quorum());
        if (!status.membership().advice().isEmpty()) {
            details.put("advice", status.membership().advice());
        }
        details.put("redistributing", status.membership().redistributing());
        details.put("processes", status.registry().processes());
        details.put("waiting", status.registry().waiting());
        details.put("digest", Long.toHexString(status.registry().digest()));
        details.put("local", status.local().instances());
        details.put("dropped", status.local().dropped());
        if (status.phase() == Phase.DEGRADED && status.failure() != null) {
            details.put("problem", status.failure().toString());
        }
        return details;
    }
}
