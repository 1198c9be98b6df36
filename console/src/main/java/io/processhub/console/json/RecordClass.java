package io.processhub.console.json;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A record class, its components, and the making and reading of its values.
 *
 * @param type the class
 */
record RecordClass(Class<?> type) {

    /**
     * The cases of a sealed interface by their simple names, those of the sealed interfaces below it included: the
     * names by which the record codec tells them apart.
     */
    static Map<String, Class<?>> cases(Class<?> sealed) {
        var cases = new LinkedHashMap<String, Class<?>>();
        for (Class<?> permitted : sealed.getPermittedSubclasses()) {
            if (hasCases(permitted)) {
                cases.putAll(cases(permitted));
            } else {
                cases.put(permitted.getSimpleName(), permitted);
            }
        }
        return cases;
    }

    static boolean hasCases(Class<?> type) {
        return type.isInterface() && type.isSealed();
    }

    String name() {
        return type.getSimpleName();
    }

    List<RecordComponent> components() {
        return List.of(type.getRecordComponents());
    }

    List<String> names() {
        return components().stream().map(RecordComponent::getName).toList();
    }

    String place(RecordComponent component) {
        return "component '" + component.getName() + "' of " + name();
    }

    /** Makes a record; its constructor may refuse the values. */
    Object make(List<Object> values) {
        Class<?>[] types = components().stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return open(type.getDeclaredConstructor(types)).newInstance(values.toArray());
        } catch (InvocationTargetException refusal) {
            Throwable reason = refusal.getCause() == null ? refusal : refusal.getCause();
            throw new IllegalArgumentException(
                    name() + " refuses its components: " + (reason.getMessage() == null ? reason : reason.getMessage()),
                    refusal);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(type + " has no constructor of " + Arrays.toString(types), impossible);
        }
    }

    /** Reads a component of a record. */
    Object get(Object owner, RecordComponent component) {
        try {
            return open(component.getAccessor()).invoke(owner);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalArgumentException(place(component) + " cannot be read: " + failure, failure);
        }
    }

    private <T extends AccessibleObject> T open(T member) {
        try {
            member.setAccessible(true);
            return member;
        } catch (InaccessibleObjectException closed) {
            throw new IllegalArgumentException(
                    type.getName() + " cannot be reached by JSON; make it public in an exported package, or open its"
                            + " package to io.processhub.console",
                    closed);
        }
    }
}
