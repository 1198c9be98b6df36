package io.processhub.loop;

import io.processhub.cluster.Node;
import io.processhub.cluster.NodeId;
import io.processhub.coordinator.Effect;
import io.processhub.coordinator.Input;
import io.processhub.coordinator.Status;
import io.processhub.environment.Environment;
import io.processhub.explain.Explanation;
import io.processhub.hook.Hooks;
import io.processhub.messaging.Router;
import io.processhub.placement.Prediction;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessException.Reason;
import io.processhub.process.ProcessId;
import io.processhub.process.Processes;
import io.processhub.process.Role;
import io.processhub.runtime.HandoverState;
import io.processhub.runtime.ProcessRuntime;
import io.processhub.runtime.ReplyTo;
import io.processhub.wire.Packet;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what the coordinator asks for. Confined to the hub's thread, but for {@link #mail}. */
public final class EffectRunner {
    private static final Logger LOG = LoggerFactory.getLogger(EffectRunner.class);

    private final HubLoop loop;
    private final Tools tools;
    private final PendingCalls answers;
    private final Processes hub;
    private final Consumer<Status> onStatus;

    private Environment.@Nullable Timer alarm;
    private List<NodeId> members = List.of();

    /**
     * What hands work with.
     *
     * @param environment time and threads
     * @param channel to the other nodes
     * @param runtime the processes of this node
     * @param router brings messages to processes
     * @param hooks hear events
     */
    public record Tools(
            Environment environment, Node.Channel channel, ProcessRuntime runtime, Router router, Hooks hooks) {}

    /**
     * A runner for one hub.
     *
     * @param loop where inputs go
     * @param tools what to work with
     * @param answers who waits for what
     * @param hub given to processes
     * @param onStatus is told how the hub is doing, on the hub's thread; must not block
     */
    public EffectRunner(HubLoop loop, Tools tools, PendingCalls answers, Processes hub, Consumer<Status> onStatus) {
        this.loop = loop;
        this.tools = tools;
        this.answers = answers;
        this.hub = hub;
        this.onStatus = onStatus;
    }

    /** A message for a process here, or its reply; on the engine's thread. */
    void mail(NodeId from, Packet.Mail mail) {
        tools.router().onMail(from, mail);
    }

    /** A message that waited for an instance which has moved away; on a worker. */
    boolean successorKnown(ProcessId id) {
        return tools.router().successorKnown(id);
    }

    void passOn(ProcessId id, Object body, @Nullable ReplyTo replyTo) {
        tools.router().passOn(id, body, replyTo);
    }

    /** Messages that nobody waits to hear of were lost; any thread. */
    void dropped(ProcessId id, Reason reason, int messages) {
        tools.router().dropped(id, reason, messages);
    }

    void carryOut(List<Effect> effects) {
        effects.forEach(this::carryOut);
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Post(List<NodeId> to, Packet.Control packet) -> post(to, packet);
            case Effect.Run run -> tools.runtime().start(context(run));
            case Effect.Arrive(Effect.Run run, var state, boolean required) ->
                tools.runtime().start(context(run), new HandoverState(state, required));
            case Effect.Hold hold -> tools.runtime().hold(hold.id(), hold.epoch(), hold.attempt(), hold.state());
            case Effect.Merge merge -> tools.runtime().merge(merge.id(), merge.epoch(), merge.attempt(), merge.state());
            case Effect.Resume resume -> tools.runtime().resume(resume.id(), resume.epoch());
            case Effect.Assign(ProcessId id, long epoch, Role role, long term, boolean told) ->
                tools.runtime().assign(id, epoch, role, term, told);
            case Effect.Halt halt -> tools.runtime().stop(halt.id(), halt.epoch(), halt.reason());
            case Effect.Discard discard -> tools.runtime().discard(discard.id());
            case Effect.Tell tell -> tools.hooks().tell(tell.event());
            case Effect.AnswerStart answer -> answers.started(answer);
            case Effect.AnswerStop answer -> answers.stopped(answer);
            case Effect.AnswerDrain(long call, boolean left) -> answers.drained(call, left);
            case Effect.AnswerExplanation(long call, Explanation explanation) -> answers.explained(call, explanation);
            case Effect.AnswerDryRun(long call, Prediction prediction) -> answers.predicted(call, prediction);
            case Effect.Wake(Duration delay) -> wake(delay);
            case Effect.GiveUpOn(NodeId node) -> tools.router().onNodeLost(node);
            case Effect.Publish(Status status) -> publish(status);
            case Effect.Joined(List<NodeId> silent) -> joined(silent);
            case Effect.Mismatched mismatched -> mismatched(mismatched);
            case Effect.Left() -> leave();
        }
    }

    private void post(List<NodeId> to, Packet packet) {
        for (byte[] frame : loop.codec().encode(packet, tools.channel().frameBytesMax())) {
            to.forEach(receiver -> tools.channel().send(receiver, frame));
        }
    }

    private ProcessContext context(Effect.Run run) {
        return new ProcessContext(
                run.spec(),
                tools.channel().self(),
                run.epoch(),
                run.reason(),
                run.role(),
                hub.ref(run.spec().id()),
                hub);
    }

    private void wake(Duration delay) {
        cancelAlarm();
        alarm = tools.environment().after(delay, () -> loop.submit(new Input.TimePassed()));
    }

    private void publish(Status status) {
        members = status.members();
        onStatus.accept(status);
    }

    private void joined(List<NodeId> silent) {
        if (!silent.isEmpty()) {
            LOG.warn("joined without hearing from {}; they are members as soon as they answer", silent);
        }
        answers.joined();
    }

    private void mismatched(Effect.Mismatched mismatch) {
        if (!answers.refuseJoin(mismatch)) {
            LOG.error("{} has another configuration and is kept out: {}", mismatch.peer(), mismatch.differences());
        }
    }

    private void leave() {
        loop.end();
        List<Runnable> ends = List.of(
                this::cancelAlarm,
                tools.runtime()::close,
                tools.router()::close,
                tools.hooks()::close,
                tools.channel()::close,
                answers::close,
                loop::close);
        ends.forEach(EffectRunner::attempt);
    }

    private void cancelAlarm() {
        if (alarm != null) {
            alarm.cancel();
        }
    }

    /** One end that fails must not keep the others from theirs. */
    private static void attempt(Runnable end) {
        try {
            end.run();
        } catch (Throwable error) {
            LOG.error("a part of the hub did not close properly; the others are closed all the same", error);
        }
    }

    /**
     * The coordinator is broken: nothing it would do can be trusted, so what runs here ends and the others take over.
     */
    void breakDown() {
        attempt(() -> post(peers(), new Packet.Goodbye()));
        leave();
    }

    private List<NodeId> peers() {
        return members.stream()
                .filter(member -> !member.equals(tools.channel().self()))
                .toList();
    }
}
