package io.processhub.messaging;

import io.processhub.message.Ask;
import io.processhub.process.ProcessRef;
import io.processhub.spec.ProcessId;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The name of a process, and the router that finds the process at each call. */
record RoutedRef<C>(Router router, Admission.Address to) implements ProcessRef<C> {

    @Override
    public ProcessId id() {
        return to.id();
    }

    @Override
    public void tell(C message) {
        router.tell(to, message);
    }

    @Override
    public <R> CompletableFuture<R> ask(Ask<C, R> question) {
        return ask(question, router.askTimeout());
    }

    // A question without a class is refused like any null.
    @SuppressWarnings({"unchecked", "ConstantValue"})
    @Override
    public <R> CompletableFuture<R> ask(Ask<C, R> question, Duration timeout) {
        Class<?> answer = question == null ? Object.class : AnswerClass.of(question.getClass());
        return (CompletableFuture<R>) router.ask(to, question, new Call.Terms(timeout, answer));
    }

    @Override
    public <R> CompletableFuture<R> ask(C message, Class<R> answer) {
        return ask(message, answer, router.askTimeout());
    }

    @SuppressWarnings("unchecked") // the call sees to it
    @Override
    public <R> CompletableFuture<R> ask(C message, Class<R> answer, Duration timeout) {
        Class<?> boxed = MethodType.methodType(answer).wrap().returnType();
        return (CompletableFuture<R>) router.ask(to, message, new Call.Terms(timeout, boxed));
    }

    /** {@return the name alone} */
    @Override
    public String toString() {
        return to.id().toString();
    }
}
