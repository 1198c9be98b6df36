package io.processhub;

import io.processhub.process.RunLoop;
import io.processhub.protocol.TypeArguments;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * The class of the loops that a factory makes, as far as the factory shows it without being called. Stateless.
 *
 * @see SerializedLambda
 */
final class LoopClass {
    private LoopClass() {}

    /**
     * Finds the class.
     *
     * @param factory any
     * @return the class, or one above it; {@link RunLoop} when the factory shows no other: it is a lambda expression
     *     that returns one, or is in a module that does not open its package to this one
     */
    static Class<?> of(RunLoop.Factory<?> factory) {
        return TypeArguments.of(factory.getClass(), RunLoop.Factory.class)
                .flatMap(all -> all.getFirst())
                .<Class<?>>map(TypeArguments::raw)
                .orElseGet(() -> ofLambda(factory));
    }

    private static Class<?> ofLambda(RunLoop.Factory<?> factory) {
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
}
