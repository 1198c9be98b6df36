package io.processhub;

import io.processhub.hook.Hook;
import io.processhub.message.MessageType;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessType;
import io.processhub.process.RunLoop;
import io.processhub.process.StartOptions;
import io.processhub.process.StateHandover;
import io.processhub.protocol.MessageTypes;
import io.processhub.protocol.TypeArguments;
import io.processhub.registry.Intent;
import io.processhub.runtime.ProcessCode;
import io.processhub.spec.ProcessSpec;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a hub starts with: code, message types, hooks and static processes. Not thread-safe. */
final class Registrations {
    private final Map<String, ProcessCode> codes = new LinkedHashMap<>();
    private final List<Hook<?>> hooks = new ArrayList<>();
    private final List<Intent.Wanted> statics = new ArrayList<>();
    private MessageTypes byHand = MessageTypes.STANDARD;

    void add(ProcessType<?> type, HubProcess.Factory<?> factory) {
        add(new ProcessCode.Messages(type, factory));
    }

    void add(ProcessType<Void> type, RunLoop.Factory<?> factory) {
        add(new ProcessCode.Loop(type, factory));
    }

    private void add(ProcessCode code) {
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
            requireLoop(name, loopOf(made.factory()));
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

    /** The class of the loops, or one above it: a lambda expression that returns a {@link RunLoop} shows no other. */
    private static Class<?> loopOf(RunLoop.Factory<?> factory) {
        return TypeArguments.of(factory.getClass(), RunLoop.Factory.class)
                .flatMap(all -> all.getFirst())
                .<Class<?>>map(TypeArguments::raw)
                .orElseGet(() -> loopOfLambda(factory));
    }

    private static Class<?> loopOfLambda(RunLoop.Factory<?> factory) {
        try {
            Method replacement = factory.getClass().getDeclaredMethod("writeReplace");
            return replacement.trySetAccessible() && replacement.invoke(factory) instanceof SerializedLambda lambda
                    ? MethodType.fromMethodDescriptorString(
                                    lambda.getInstantiatedMethodType(),
                                    factory.getClass().getClassLoader())
                            .returnType()
                    : RunLoop.class;
        } catch (NoSuchMethodException
                | IllegalAccessException
                | InvocationTargetException
                | TypeNotPresentException no) {
            return RunLoop.class; // It shows nothing; the first start of a process looks at the loop itself.
        }
    }

    void add(MessageType<?> type) {
        byHand = byHand.with(type);
    }

    void add(Hook<?> hook) {
        hooks.add(SettingChecks.newHook(hook, hooks));
    }

    void ensure(ProcessSpec<?> spec, StartOptions options) {
        Intent.Wanted wanted = SpecChecks.wanted(List.of(spec), options).getFirst();
        statics.add(SettingChecks.newStatic(wanted, statics));
    }

    List<Hook<?>> hooks() {
        return hooks;
    }

    /** The static processes, as they are now. */
    List<Intent.Wanted> statics() {
        return List.copyOf(statics);
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
