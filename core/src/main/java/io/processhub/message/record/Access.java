package io.processhub.message.record;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Creates and reads records with the access rights of a lookup. */
record Access(Lookup lookup) {

    MethodHandle constructor(Class<?> type) {
        Class<?>[] parts = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return within(type)
                    .findConstructor(type, MethodType.methodType(void.class, parts))
                    .asFixedArity()
                    .asType(MethodType.genericMethodType(parts.length))
                    .asSpreader(Object[].class, parts.length);
        } catch (ReflectiveOperationException refusal) {
            throw closed(type, refusal);
        }
    }

    MethodHandle accessor(RecordComponent component) {
        Method accessor = component.getAccessor();
        try {
            return within(accessor.getDeclaringClass()).unreflect(accessor).asType(MethodType.genericMethodType(1));
        } catch (ReflectiveOperationException refusal) {
            throw closed(accessor.getDeclaringClass(), refusal);
        }
    }

    /**
     * Returns a lookup for a type: with private access where the lookup's module permits it, else for public types
     * only.
     */
    private Lookup within(Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(type, lookup);
        } catch (IllegalAccessException onlyPublic) {
            return lookup;
        }
    }

    private static IllegalArgumentException closed(Class<?> type, ReflectiveOperationException refusal) {
        return new IllegalArgumentException(
                "record " + type.getName() + " cannot be reached; make it public in a package that its module exports,"
                        + " or pass MethodHandles.lookup() of a class in its module",
                refusal);
    }
}
