package io.processhub.messaging;

import io.processhub.process.ProcessException;
import io.processhub.process.ProcessException.Reason;
import io.processhub.registry.Registration;
import io.processhub.runtime.ProcessCode;
import io.processhub.runtime.ProcessRuntime;
import io.processhub.spec.ProcessId;
import io.processhub.tracing.Followed;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what no process could take or answer, before it goes anywhere. The same rules hold for a process on this node
 * and for one elsewhere, so that what works on one node works across nodes. A node that knows more of the process than
 * this one judges again.
 */
record Admission(ProcessRuntime runtime, Function<ProcessId, @Nullable Registration> directory, Encoder encoder) {

    /**
     * Whom a reference takes its process for; for any type, {@code type} is {@code null}.
     *
     * @param id of the process
     * @param type name of its type
     * @param protocol what the reference is to be given
     */
    record Address(ProcessId id, @Nullable String type, Class<?> protocol) {}

    /** Answers with the message if it could be sent, and is what the reference is for; else throws the refusal. */
    Object admit(Address to, @Nullable Object message) {
        Encoder.Unfit unfit = encoder.check(message);
        if (unfit != null || message == null) {
            throw refusal(
                    to, unfit == null ? Reason.NOT_SERIALISABLE : unfit.reason(), unfit == null ? "" : unfit.detail());
        }
        if (!to.protocol().isInstance(message)) {
            throw refusal(
                    to,
                    Reason.WRONG_TYPE,
                    "is referred to for messages of " + to.protocol().getName() + ", and this is a "
                            + message.getClass().getName());
        }
        return message;
    }

    /**
     * Throws the refusal if the process, as far as this node knows it, is not of the type that the reference takes it
     * for, or does not understand the message. An instance that runs here judges so itself when it is given the
     * message.
     */
    void judge(Address to, Object message) {
        ProcessCode here = runtime.codeOf(to.id());
        String type = here == null ? registeredType(to.id()) : here.type().name();
        ProcessCode code = here == null && type != null ? runtime.code(type) : here;
        if (type != null && to.type() != null && !type.equals(to.type())) {
            throw refusal(
                    to,
                    Reason.WRONG_TYPE,
                    "is of type '" + type + "', and the reference takes it for one of '" + to.type() + "'");
        }
        Object bare = Followed.bare(message);
        if (code != null && !code.understands(bare)) {
            throw refusal(to, Reason.WRONG_TYPE, code.misunderstood(bare));
        }
    }

    private @Nullable String registeredType(ProcessId id) {
        Registration known = directory.apply(id);
        return known == null ? null : known.spec().type();
    }

    private static ProcessException refusal(Address to, Reason reason, String detail) {
        return new ProcessException(to.id(), reason, detail);
    }
}
