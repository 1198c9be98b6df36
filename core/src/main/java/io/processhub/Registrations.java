package io.processhub;

import io.processhub.message.MessageType;
import io.processhub.process.ProcessType;
import io.processhub.process.StateHandover;
import io.processhub.protocol.MessageTypes;
import io.processhub.runtime.ProcessCode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The code and the message types that a hub starts with. Not thread-safe. */
final class Registrations {
    private final Map<String, ProcessCode> codes = new LinkedHashMap<>();
    private MessageTypes byHand = MessageTypes.STANDARD;

    void add(ProcessCode code) {
        ProcessType<?> type = code.type();
        String name = type.name();
        boolean loop = code instanceof ProcessCode.Loop;
        if (!loop && type.protocol() == Void.class) {
            throw new IllegalArgumentException("process type '" + name + "' is of a run loop; register it by runLoop");
        }
        if (loop && type.state().isPresent()) {
            throw new IllegalArgumentException(
                    "process type '" + name + "' is of a run loop, which hands over no state; leave the state out");
        }
        if (code instanceof ProcessCode.Loop made) {
            requireLoop(name, LoopClass.of(made.factory()));
        }
        if (codes.putIfAbsent(name, code) != null) {
            throw new IllegalArgumentException(
                    "process type '" + name + "' is registered already; choose another name");
        }
    }

    /** Refuses a loop that has what the hub never asks a loop for: it would rely on it in vain. */
    private static void requireLoop(String name, Class<?> loop) {
        if (StateHandover.class.isAssignableFrom(loop)) {
            throw new IllegalArgumentException("process type '" + name + "': " + loop.getName()
                    + " is a RunLoop with StateHandover or StateMerge, which counts for a HubProcess only; make it one,"
                    + " or keep the state in a store");
        }
    }

    void add(MessageType<?> type) {
        byHand = byHand.with(type);
    }

    Map<String, ProcessCode> codes() {
        return codes;
    }

    /** All message types, those of the processes included; refuses what cannot be sent. */
    MessageTypes messageTypes() {
        return Registrar.complete(
                byHand,
                codes.values().stream().<ProcessType<?>>map(ProcessCode::type).toList());
    }
}
