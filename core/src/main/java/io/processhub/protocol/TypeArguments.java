package io.processhub.protocol;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the types with which a class implements a generic interface, however many declarations lie between. */
public final class TypeArguments {

    private TypeArguments() {}

    /** A container whose type arguments were found. */
    private record Container(Class<?> raw, List<Type> of) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return of.toArray(Type[]::new);
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return raw.getDeclaringClass();
        }

        @Override
        public String toString() {
            return raw.getName() + of.stream().map(Type::getTypeName).collect(Collectors.joining(", ", "<", ">"));
        }
    }

    /**
     * Finds the type arguments.
     *
     * @param type any class
     * @param generic an interface
     * @return one for each parameter of the interface, empty where the class leaves it open; no list when the class
     *     does not implement the interface
     */
    public static Optional<List<Optional<Type>>> of(Class<?> type, Class<?> generic) {
        List<Type> found = find(type, Map.of(), generic);
        return found == null
                ? Optional.empty()
                : Optional.of(found.stream().map(TypeArguments::closed).toList());
    }

    /**
     * The class of a type.
     *
     * @param type a class or a container
     * @return the class, without what it holds; {@code Object} for whatever is neither
     */
    public static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType container -> (Class<?>) container.getRawType();
            default -> Object.class;
        };
    }

    private static Optional<Type> closed(Type type) {
        return type instanceof Class<?> || type instanceof ParameterizedType ? Optional.of(type) : Optional.empty();
    }

    private static @Nullable List<Type> find(Type type, Map<TypeVariable<?>, Type> bound, Class<?> generic) {
        Class<?> raw = raw(type);
        if (!generic.isAssignableFrom(raw)) {
            return null;
        }
        List<Type> arguments = arguments(type, raw, bound);
        if (raw == generic) {
            return arguments;
        }
        Map<TypeVariable<?>, Type> here = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            here.put(raw.getTypeParameters()[i], arguments.get(i));
        }
        List<Type> above = new ArrayList<>(Arrays.asList(raw.getGenericInterfaces()));
        if (raw.getGenericSuperclass() != null) {
            above.add(raw.getGenericSuperclass());
        }
        for (Type parent : above) {
            List<Type> found = find(parent, here, generic);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** A class that is named without its type arguments leaves them open. */
    private static List<Type> arguments(Type type, Class<?> raw, Map<TypeVariable<?>, Type> bound) {
        Type[] arguments = type instanceof ParameterizedType container
                ? container.getActualTypeArguments()
                : raw.getTypeParameters();
        return Arrays.stream(arguments)
                .map(argument -> replaced(argument, bound))
                .toList();
    }

    private static Type replaced(Type type, Map<TypeVariable<?>, Type> bound) {
        return switch (type) {
            case TypeVariable<?> variable -> bound.getOrDefault(variable, variable);
            case ParameterizedType container ->
                new Container(
                        (Class<?>) container.getRawType(),
                        Arrays.stream(container.getActualTypeArguments())
                                .map(argument -> replaced(argument, bound))
                                .toList());
            default -> type;
        };
    }
}
