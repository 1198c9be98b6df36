package io.processhub;

import io.processhub.cluster.Node;
import io.processhub.cluster.NodeId;
import io.processhub.coordinator.port.Effect;
import io.processhub.coordinator.port.Effect.Status;
import io.processhub.coordinator.port.Input;
import io.processhub.environment.Environment;
import io.processhub.explain.Explanation;
import io.processhub.hook.HubEvent;
import io.processhub.messaging.Router;
import io.processhub.placement.Prediction;
import io.processhub.process.Processes;
import io.processhub.registry.Intent;
import io.processhub.runtime.InstanceContext;
import io.processhub.runtime.InstanceContext.HandoverState;
import io.processhub.runtime.ProcessRuntime;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import io.processhub.wire.Packet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the effects that the coordinator decides. Confined to the hub's thread. */
final class EffectRunner implements HubLoop.Effects {
    private static final Logger LOG = LoggerFactory.getLogger(EffectRunner.class);

    private final HubLoop loop;
    private final Parts parts;
    private final PendingCalls calls;
    private final InstanceContext.Home home;
    private final Consumer<Status> onStatus;

    private Environment.@Nullable Timer alarm;
    private Status last;

    /**
     * The parts of a hub that carry out effects.
     *
     * @param environment time and threads
     * @param channel to the other nodes
     * @param runtime the processes of this node
     * @param router brings messages to processes
     * @param hooks receive events
     * @param arbiter is asked about leases
     */
    record Parts(
            Environment environment,
            Node.Channel channel,
            ProcessRuntime runtime,
            Router router,
            Hooks hooks,
            ArbiterCalls arbiter) {}

    /**
     * A runner for one hub.
     *
     * @param loop where inputs go
     * @param parts what carries out the effects
     * @param calls the callers that wait for answers
     * @param hub passed to processes
     * @param onStatus receives the status of the hub, on the hub's thread; must not block
     */
    EffectRunner(HubLoop loop, Parts parts, PendingCalls calls, Processes hub, Consumer<Status> onStatus) {
        this.loop = loop;
        this.parts = parts;
        this.calls = calls;
        this.home = new InstanceContext.Home(parts.channel().self(), hub, this::raise);
        this.onStatus = onStatus;
        this.last = Status.joining(parts.channel().self());
    }

    @Override
    public void carryOut(List<Effect> effects) {
        effects.forEach(this::carryOut);
        loop.log().closeWindow();
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Send(List<NodeId> to, Packet.Control packet) -> post(to, packet);
            case Effect.Run run -> parts.runtime().start(context(run));
            case Effect.Arrive(Effect.Run run, var state, boolean required) ->
                parts.runtime().start(context(run), new HandoverState(state, required));
            case Effect.Hold hold -> parts.runtime().hold(hold.id(), hold.epoch(), hold.attempt(), hold.state());
            case Effect.Merge merge -> parts.runtime().merge(merge.id(), merge.epoch(), merge.attempt(), merge.state());
            case Effect.Resume resume -> parts.runtime().resume(resume.id(), resume.epoch());
            case Effect.Assign(ProcessId id, long epoch, Role role, long term, boolean told) ->
                parts.runtime().assign(id, epoch, role, term, told);
            case Effect.Raise(ProcessId id, long epoch, long next) ->
                parts.runtime().raise(id, epoch, next);
            case Effect.Halt halt -> parts.runtime().stop(halt.id(), halt.epoch(), halt.reason());
            case Effect.Discard discard -> parts.runtime().discard(discard.id());
            case Effect.Notify notify -> report(notify.event());
            case Effect.AnswerStart answer -> calls.started(answer);
            case Effect.AnswerStop answer -> calls.stopped(answer);
            case Effect.AnswerDrain(long call, Effect.Drained outcome) -> calls.drained(call, outcome);
            case Effect.AnswerCatchUp answer -> calls.caughtUp(answer);
            case Effect.AnswerExplanation(long call, Explanation explanation) -> calls.explained(call, explanation);
            case Effect.AnswerDryRun(long call, Prediction prediction) -> calls.predicted(call, prediction);
            case Effect.AnswerRaise answer -> calls.raised(answer);
            case Effect.AnswerReset answer -> calls.reset(answer);
            case Effect.AskArbiter(var question) ->
                parts.arbiter().ask(question, reply -> loop.submit(new Input.ArbiterReplied(reply)));
            case Effect.Wake(Duration delay) -> wake(delay);
            case Effect.GiveUpOn(NodeId node) -> parts.router().onNodeLost(node);
            case Effect.Publish(Status status) -> publish(status);
            case Effect.Joined(List<NodeId> silent, int missing) -> joined(silent, missing);
            case Effect.Mismatched mismatched -> mismatched(mismatched);
            case Effect.Left() -> leave();
        }
    }

    private void report(HubEvent event) {
        loop.log().event(event);
        parts.hooks().tell(event);
    }

    private void post(List<NodeId> to, Packet packet) {
        Node.Channel channel = parts.channel();
        for (byte[] frame : loop.codec().encode(packet, channel.headerBytes(), channel.frameBytesMax())) {
            channel.send(to, frame);
        }
    }

    private InstanceContext<?> context(Effect.Run run) {
        var birth = new InstanceContext.Birth(run.epoch(), run.reason(), run.role());
        Intent.Wanted wanted = run.wanted();
        return new InstanceContext<>(wanted.spec(), wanted.metadata(), birth, home);
    }

    /** Called by the instance, on any thread. */
    private CompletableFuture<Long> raise(ProcessId id, long born, long seen) {
        var answer = new CompletableFuture<Long>();
        loop.submit(new Input.RaiseAsked(calls.awaitRaise(answer), id, born, seen));
        return answer;
    }

    private void wake(Duration delay) {
        cancelAlarm();
        alarm = parts.environment().after(delay, () -> loop.submit(new Input.TimePassed()));
    }

    private void publish(Status status) {
        last = status;
        onStatus.accept(status);
    }

    private void joined(List<NodeId> silent, int missing) {
        if (missing > 0) {
            LOG.warn(
                    "joined with {} members fewer than the initial size, for which it has waited long enough", missing);
        }
        if (!silent.isEmpty()) {
            LOG.warn("joined without hearing from {}; they are members as soon as they answer", silent);
        }
        calls.joined();
    }

    private void mismatched(Effect.Mismatched mismatch) {
        if (!calls.refuseJoin(mismatch)) {
            LOG.error("{} has another configuration and is kept out: {}", mismatch.peer(), mismatch.differences());
        }
    }

    private void leave() {
        end(parts.hooks()::close, calls::close);
    }

    private void end(Runnable hooks, Runnable callers) {
        loop.end();
        List<Runnable> ends = List.of(
                this::cancelAlarm,
                parts.runtime()::close,
                parts.router()::close,
                parts.arbiter()::close,
                hooks,
                parts.channel()::close,
                callers,
                loop::close);
        ends.forEach(EffectRunner::attempt);
    }

    private void cancelAlarm() {
        if (alarm != null) {
            alarm.cancel();
        }
    }

    /** A part that fails to close must not keep the others open. */
    private static void attempt(Runnable end) {
        try {
            end.run();
        } catch (Throwable error) {
            LOG.error("a part of the hub did not close properly; the others are closed all the same", error);
        }
    }

    @Override
    public void breakDown(Throwable bug) {
        var event = new HubEvent.HubFailed(parts.environment().now(), bug);
        attempt(() -> loop.log().event(event));
        NodeId self = parts.channel().self();
        List<NodeId> peers = last.membership().nodes().stream()
                .filter(member -> !member.equals(self))
                .toList();
        attempt(() -> post(peers, new Packet.Goodbye()));
        attempt(() -> publish(last.failed(self, bug)));
        end(() -> parts.hooks().closeAfter(event), () -> calls.fail(bug));
    }
}
