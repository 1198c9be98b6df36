package io.processhub.spring.actuator;

import io.processhub.DrainResult;
import io.processhub.HubStatus;
import io.processhub.ProcessHub;
import io.processhub.cluster.NodeId;
import io.processhub.explain.DryRun.Change;
import io.processhub.process.StopResult;
import io.processhub.spec.ProcessId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * The hub over HTTP and JMX: what is registered, where it runs, and why. It stops processes and drains nodes only when
 * {@code management.endpoint.processhub.access} is {@code unrestricted}. Thread-safe.
 */
@Endpoint(id = "processhub", defaultAccess = Access.READ_ONLY)
public final class HubEndpoint {
    private static final int ROWS = 100;
    private static final int ROWS_MAX = 1_000;

    /** The part, the change and the node. */
    private static final int DRY_RUN_PARTS = 3;

    private final ProcessHub hub;
    private final Duration grace;

    /**
     * An endpoint of a hub.
     *
     * @param hub of this application
     * @param grace how long other nodes have to take over from a node that is drained
     */
    HubEndpoint(ProcessHub hub, Duration grace) {
        this.hub = hub;
        this.grace = grace;
    }

    /** {@return how the hub is doing, as this node knows it} */
    @ReadOperation
    public HubStatus status() {
        return hub.status();
    }

    /**
     * One part of the hub, as documented for users: members, types, processes, explanations, or a dry run.
     *
     * @param path of the part; ids may contain slashes
     * @param type of the processes to show
     * @param tag of the processes to show
     * @param after shows processes with greater names
     * @param limit how many processes to show; 100 unless it is given, at most 1,000
     * @return the part; {@code null}, which is «not found», when there is none
     */
    @ReadOperation
    public @Nullable Object part(
            @Selector(match = Match.ALL_REMAINING) String[] path,
            @Nullable String type,
            @Nullable String tag,
            @Nullable String after,
            @Nullable Integer limit) {
        String rest = rest(path);
        var filter = new ProcessFilter(type, tag, after, rows(limit));
        return switch (path[0]) {
            case "nodes" -> rest.isEmpty() ? members() : on(rest, filter);
            case "types" -> types();
            case "processes" -> rest.isEmpty() ? filter.page(hub.snapshot()) : process(rest);
            case "explain" -> rest.isEmpty() ? null : explained(rest);
            case "dry-run" -> path.length == DRY_RUN_PARTS ? predicted(path[1], path[2]) : null;
            default -> null;
        };
    }

    /**
     * A command: {@code stop/ID} or {@code drain/NODE}.
     *
     * @param path of the command; ids may contain slashes
     * @return what became of it; «not found» when there is no such command or node
     */
    @WriteOperation
    public WebEndpointResponse<Answers.Outcome> command(@Selector(match = Match.ALL_REMAINING) String[] path) {
        String target = rest(path);
        Optional<Answers.Outcome> outcome = switch (path[0]) {
            case "stop" -> target.isEmpty() ? Optional.empty() : Optional.of(stopped(target));
            case "drain" -> member(target).map(this::drained);
            default -> Optional.empty();
        };
        return outcome.map(WebEndpointResponse::new)
                .orElseGet(() -> new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND));
    }

    private Optional<NodeId> member(String name) {
        return hub.nodes().stream().filter(node -> node.name().equals(name)).findFirst();
    }

    private Answers.@Nullable Page on(String name, ProcessFilter filter) {
        return member(name).map(node -> filter.page(hub.onNode(node))).orElse(null);
    }

    private static String rest(String[] path) {
        return String.join("/", Arrays.copyOfRange(path, 1, path.length));
    }

    private static int rows(@Nullable Integer limit) {
        if (limit == null) {
            return ROWS;
        }
        if (limit < 1 || limit > ROWS_MAX) {
            throw refusal("limit " + limit + " is not between 1 and " + ROWS_MAX);
        }
        return limit;
    }

    private static InvalidEndpointRequestException refusal(String reason) {
        return new InvalidEndpointRequestException(reason, reason);
    }

    private List<Answers.Member> members() {
        return hub.nodes().stream()
                .map(node -> new Answers.Member(node.name(), hub.onNode(node).size(), node.equals(hub.self())))
                .toList();
    }

    private List<Answers.Type> types() {
        return hub.snapshot().stream()
                .collect(Collectors.groupingBy(one -> one.spec().type(), TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(type -> new Answers.Type(type.getKey(), type.getValue()))
                .toList();
    }

    private Answers.@Nullable Row process(String id) {
        return hub.lookup(processId(id)).map(Answers.Row::of).orElse(null);
    }

    private Answers.Explained explained(String id) {
        return Answers.Explained.of(id, hub.explain(processId(id)).join());
    }

    private Answers.@Nullable Predicted predicted(String change, String node) {
        try {
            return switch (change) {
                case "leave" -> predicted(new Change.Leave(node));
                case "join" -> predicted(new Change.Join(node));
                default -> null;
            };
        } catch (IllegalArgumentException wrong) {
            throw refusal(String.valueOf(wrong.getMessage()));
        }
    }

    private Answers.Predicted predicted(Change change) {
        try {
            return Answers.Predicted.of(hub.dryRun(change).join());
        } catch (CompletionException refused) {
            throw refusal(String.valueOf(refused.getCause()));
        }
    }

    private static ProcessId processId(String id) {
        try {
            return new ProcessId(id);
        } catch (IllegalArgumentException wrong) {
            throw refusal(String.valueOf(wrong.getMessage()));
        }
    }

    private Answers.Outcome stopped(String id) {
        StopResult result = hub.stop(processId(id)).join();
        return new Answers.Outcome(result instanceof StopResult.Stopped, result.toString());
    }

    private Answers.Outcome drained(NodeId node) {
        DrainResult result = hub.drain(node, grace).join();
        return new Answers.Outcome(result instanceof DrainResult.Left, result.toString());
    }
}
