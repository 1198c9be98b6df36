package io.processhub.message.record;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Determines the encodings of types, once, when a codec is built. It rejects types that cannot be sent and names the
 * component at fault. A record or sealed interface is registered before its parts are examined, so types may be
 * recursive.
 */
final class Kinds {
    private final Access access;
    private final Map<Class<?>, Kind> known = new LinkedHashMap<>(Scalars.ALL);

    Kinds(Access access) {
        this.access = access;
    }

    /** Finds the encoding of a type; {@code place} is where the type occurs, for error messages. */
    Kind of(Type type, String place) {
        return switch (type) {
            case Class<?> plain -> ofClass(plain, place);
            case ParameterizedType generic -> ofGeneric(generic, place);
            case WildcardType any -> of(any.getUpperBounds()[0], place);
            default -> throw unfit(type, place);
        };
    }

    private Kind ofGeneric(ParameterizedType generic, String place) {
        Type[] of = generic.getActualTypeArguments();
        Type container = generic.getRawType();
        if (container == Optional.class) {
            return new OptionalKind(of(of[0], place));
        }
        if (container == List.class) {
            return new ListKind(of(of[0], place));
        }
        if (container == Set.class) {
            return new SetKind(of(of[0], place));
        }
        if (container == Map.class) {
            return new MapKind(of(of[0], place), of(of[1], place));
        }
        throw unfit(generic, place);
    }

    private Kind ofClass(Class<?> type, String place) {
        Kind found = known.get(type);
        if (found != null) {
            return found;
        }
        if (type.getTypeParameters().length > 0) {
            throw unfit(type, place);
        }
        if (type.isEnum()) {
            return known(type, EnumKind.of(type));
        }
        if (type.isRecord()) {
            return ofRecord(type);
        }
        if (type.isSealed() && type.isInterface()) {
            return ofSealed(type);
        }
        throw unfit(type, place);
    }

    private Kind known(Class<?> type, Kind kind) {
        known.put(type, kind);
        return kind;
    }

    private Kind ofRecord(Class<?> type) {
        var kind = new RecordKind(type, access.constructor(type));
        known.put(type, kind);
        var components = new ArrayList<Component>();
        for (RecordComponent component : type.getRecordComponents()) {
            String place = "component '" + component.getName() + "' of " + type.getName();
            Kind part = of(component.getGenericType(), place);
            components.add(new Component(place, access.accessor(component), part));
        }
        kind.complete(components);
        return kind;
    }

    private Kind ofSealed(Class<?> type) {
        var kind = new SealedKind(type);
        known.put(type, kind);
        for (Class<?> permitted : leaves(type)) {
            String place = permitted.getName() + ", permitted by " + type.getName() + ",";
            Class<?> namesake = kind.add(permitted, ofClass(permitted, place));
            if (namesake != null) {
                throw new IllegalArgumentException(permitted.getName() + " and " + namesake.getName()
                        + " have the same simple name, by which the cases of " + type.getName()
                        + " are distinguished; rename one");
            }
        }
        return kind;
    }

    /** The classes of the values of a type; a sealed interface is replaced by its permitted subclasses, recursively. */
    static Set<Class<?>> leaves(Class<?> type) {
        if (type.isEnum() || !type.isSealed() || !type.isInterface()) {
            return Set.of(type);
        }
        var leaves = new LinkedHashSet<Class<?>>();
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            leaves.addAll(leaves(permitted));
        }
        return leaves;
    }

    private static IllegalArgumentException unfit(Type type, String place) {
        return new IllegalArgumentException(
                place + " is of type " + type.getTypeName() + ", which cannot be sent: " + remedy(type));
    }

    private static String remedy(Type type) {
        if (!(type instanceof Class<?> plain)) {
            return "only Optional, List, Set and Map may have type arguments";
        }
        if (plain.getTypeParameters().length > 0) {
            return "declare the type argument of an Optional, List, Set or Map; else use a type without parameters";
        }
        if (plain.isArray()) {
            return "make it a List, or byte[]";
        }
        return plain.isInterface()
                ? "it is open; make it sealed, so that all its cases are known"
                : "make it a record, an enum or a sealed interface, or give the message type a codec of its own";
    }
}
