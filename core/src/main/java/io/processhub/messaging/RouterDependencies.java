package io.processhub.messaging;

import io.processhub.cluster.NodeId;
import io.processhub.environment.Environment;
import io.processhub.hook.CallObserver;
import io.processhub.protocol.MessageTypes;
import io.processhub.registry.Registration;
import io.processhub.runtime.Forwarder;
import io.processhub.runtime.ProcessRuntime;
import io.processhub.spec.ProcessId;
import io.processhub.wire.Packet;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Router} works with.
 *
 * @param environment time limits, and the threads that complete futures
 * @param runtime makes the processes of this node, which forward messages to the given router; called once
 * @param directory what this node knows about a process, {@code null} if nothing; called from any thread
 * @param types the messages that may cross between nodes
 * @param mail sends them
 * @param members the nodes that run this hub, including this one; called from any thread
 * @param observer of the messages that it follows; throws nothing
 */
public record RouterDependencies(
        Environment environment,
        Function<Forwarder, ProcessRuntime> runtime,
        Function<ProcessId, @Nullable Registration> directory,
        MessageTypes types,
        MailSender mail,
        Supplier<List<NodeId>> members,
        CallObserver observer) {

    CallTracing tracing(NodeId self) {
        return new CallTracing(self, observer, environment, directory);
    }

    /** Sends mail to other nodes: at most once, without waiting. Thread-safe. */
    @FunctionalInterface
    public interface MailSender {

        /**
         * Sends mail, or drops it when the receiver cannot be reached.
         *
         * @param to the receiver
         * @param mail its body is within the limit of the {@link Router}
         */
        void send(NodeId to, Packet.Mail mail);
    }
}
