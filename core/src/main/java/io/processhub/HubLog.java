package io.processhub;

import io.processhub.cluster.NodeId;
import io.processhub.environment.Environment;
import io.processhub.guard.StrategyGuard;
import io.processhub.hook.HubEvent;
import io.processhub.registry.Instance;
import io.processhub.spec.ProcessId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Writes what becomes of members and processes to the log: one line for each event, at INFO, and crashes and failed
 * starts at WARN with their cause. Each line has {@code hub}, {@code node} (this node) and, where it speaks of one,
 * {@code process} in the diagnostic context. The node that runs a process writes its lines, so each of them stands once
 * in the logs of a cluster; every node writes which members it has.
 *
 * <p>Of each kind at most {@value #LINES_MAX} lines are written in a second, and then how many were left out: to start
 * a hundred thousand processes is not to write as many lines. Thread-safe.
 */
final class HubLog {
    static final int LINES_MAX = 20;
    private static final int LOOKS_A_MINUTE = 60;

    private static final Logger LOG = LoggerFactory.getLogger(HubLog.class);
    private static final Duration WINDOW = Duration.ofSeconds(1);

    // immutable state
    private final Environment environment;
    private final String hub;
    private final NodeId self;

    // mutable state, guarded by this
    private final Map<String, Integer> lines = new TreeMap<>();
    private long windowBegan;

    /** Confined to the thread that looks. */
    private int hangs;

    HubLog(Environment environment, String hub, NodeId self) {
        this.environment = environment;
        this.hub = hub;
        this.self = self;
        this.windowBegan = environment.nanoTime();
    }

    void event(HubEvent event) {
        switch (event) {
            case HubEvent.NodeJoined joined -> info("joins", null, "node {} joined", joined.node());
            case HubEvent.NodeLeft left -> info("leaves", null, "node {} left, failed or is out of reach", left.node());
            case HubEvent.QuorumChanged quorum ->
                info("quorums", null, "this node {} run processes", quorum.held() ? "may" : "must not");
            case HubEvent.ClockOff clock -> warn("clocks", "the clock of {} {}", clock.node(), clock.problem());
            case HubEvent.RedistributionStarted started ->
                info("redistributions", null, "processes move or start, because the members changed");
            case HubEvent.RedistributionFinished finished -> info("redistributions", null, "nothing is left to move");
            case HubEvent.HandingOver leaving ->
                info("handovers", null, "this node hands over; {} processes are left", leaving.remaining());
            case HubEvent.ClusterSizeReset reset ->
                info(
                        "resets",
                        null,
                        "a majority is counted from {} nodes, as ordered on {}",
                        reset.size(),
                        reset.node());
            case HubEvent.StrategyFailed failed -> degraded(failed);
            case HubEvent.HubFailed failed -> broke(failed.cause());
            case HubEvent.ProcessEvent process -> processEvent(process);
        }
    }

    private void degraded(HubEvent.StrategyFailed failed) {
        inContext(
                null,
                () -> LOG.error(
                        "the {} strategy failed; what it decided before stays, and it is asked again",
                        failed.kind(),
                        failed.cause()));
    }

    /** Called once a second as long as it lasts, and writes once a minute; on the thread that looks. */
    void hangs(StrategyGuard.Kind kind) {
        if (hangs++ % LOOKS_A_MINUTE == 0) {
            inContext(null, () -> LOG.error("the {} strategy hangs, and is interrupted", kind));
        }
    }

    private void broke(Throwable bug) {
        inContext(null, () -> LOG.error("the coordinator broke; this hub ends here, others take over", bug));
    }

    private void processEvent(HubEvent.ProcessEvent event) {
        ProcessId id = event.id();
        switch (event) {
            case HubEvent.ProcessStarted started
            when started.node().equals(self) ->
                info("starts", id, "process {} runs here: {}, epoch {}", id, started.reason(), started.epoch());
            case HubEvent.ProcessEnded ended
            when ended.node().equals(self) ->
                info("ends", id, "process {} ended here: {}, epoch {}", id, ended.cause(), ended.epoch());
            case HubEvent.RoleChanged changed
            when changed.node().equals(self) ->
                info("roles", id, "process {} is {} here, epoch {}", id, changed.role(), changed.epoch());
            case HubEvent.EpochRaised raised -> epochRaised(raised);
            case HubEvent.ProcessParked parked ->
                info("parkings", id, "process {} is parked for {}: {}", id, parked.pause(), parked.error());
            case HubEvent.MoveFailed failed ->
                info(
                        "failed moves",
                        id,
                        "process {} stays, {} did not get it: {}",
                        id,
                        failed.target(),
                        failed.reason());
            case HubEvent.ConflictResolved resolved ->
                info(
                        "conflicts",
                        id,
                        "process {} ran twice: {} stays, {} ends",
                        id,
                        copy(resolved.survivor()),
                        copy(resolved.superseded()));
            case HubEvent.ProcessStarted elsewhere -> {}
            case HubEvent.ProcessEnded elsewhere -> {}
            case HubEvent.RoleChanged elsewhere -> {}
        }
    }

    private void epochRaised(HubEvent.EpochRaised raised) {
        if (raised.node().equals(self)) {
            String line = "process {} has epoch {} here, raised from {}";
            info("raised epochs", raised.id(), line, raised.id(), raised.epoch(), raised.before());
        }
    }

    void crashed(ProcessId id, Throwable error) {
        if (LOG.isWarnEnabled() && counts("crashes")) {
            inContext(id, () -> LOG.warn("process {} crashed", id, error));
        }
    }

    void startFailed(ProcessId id, Throwable error) {
        if (LOG.isWarnEnabled() && counts("failed starts")) {
            inContext(id, () -> LOG.warn("process {} did not start", id, error));
        }
    }

    private void info(String kind, @Nullable ProcessId process, String line, Object... values) {
        if (LOG.isInfoEnabled() && counts(kind)) {
            inContext(process, () -> LOG.info(line, values));
        }
    }

    private void warn(String kind, String line, Object... values) {
        if (LOG.isWarnEnabled() && counts(kind)) {
            inContext(null, () -> LOG.warn(line, values));
        }
    }

    /** Counts a line; the answer is whether it is to be written. */
    private synchronized boolean counts(String kind) {
        closeWindow();
        return lines.merge(kind, 1, Integer::sum) <= LINES_MAX;
    }

    /** Writes what was left out in the last second, if that is over. */
    synchronized void closeWindow() {
        if (lines.isEmpty() || environment.nanoTime() - windowBegan < WINDOW.toNanos()) {
            return;
        }
        lines.forEach((kind, count) -> {
            if (count > LINES_MAX) {
                inContext(null, () -> LOG.info("{} more {}", count - LINES_MAX, kind));
            }
        });
        lines.clear();
        windowBegan = environment.nanoTime();
    }

    private void inContext(@Nullable ProcessId process, Runnable line) {
        MDC.put("hub", hub);
        MDC.put("node", self.toString());
        if (process != null) {
            MDC.put("process", process.value());
        }
        try {
            line.run();
        } finally {
            List.of("hub", "node", "process").forEach(MDC::remove);
        }
    }

    private static String copy(Instance.Location at) {
        return "epoch " + at.epoch() + " on " + at.node();
    }
}
