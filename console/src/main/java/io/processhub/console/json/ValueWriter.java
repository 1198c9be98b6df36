package io.processhub.console.json;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.TypeFactory;

/** Writes values as the JSON that {@link ValueReader} reads. What has no JSON form becomes text. Stateless. */
final class ValueWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final TypeFactory types;

    ValueWriter(TypeFactory types) {
        this.types = types;
    }

    /** Writes a value; the case of a sealed interface is named where the declared type is that interface. */
    JsonNode write(Object value, JavaType declared) {
        return switch (value) {
            case Optional<?> optional ->
                optional.isPresent() ? write(optional.get(), declared.containedTypeOrUnknown(0)) : NODES.nullNode();
            case Map<?, ?> map -> map(map, declared);
            case Collection<?> elements -> elements(elements, declared.containedTypeOrUnknown(0));
            case Enum<?> constant -> named(constant.getDeclaringClass(), NODES.stringNode(constant.name()), declared);
            case Record owner -> named(owner.getClass(), components(owner), declared);
            default -> Scalars.write(value);
        };
    }

    private static JsonNode named(Class<?> type, JsonNode value, JavaType declared) {
        if (!RecordClass.hasCases(declared.getRawClass())) {
            return value;
        }
        return value.isObject() && value.isEmpty()
                ? NODES.stringNode(type.getSimpleName())
                : NODES.objectNode().set(type.getSimpleName(), value);
    }

    private ObjectNode components(Record owner) {
        var type = new RecordClass(owner.getClass());
        ObjectNode object = NODES.objectNode();
        for (RecordComponent component : type.components()) {
            Object value = type.get(owner, component);
            if (!(value instanceof Optional<?> optional && optional.isEmpty())) {
                object.set(component.getName(), write(value, types.constructType(component.getGenericType())));
            }
        }
        return object;
    }

    private ArrayNode elements(Collection<?> elements, JavaType type) {
        ArrayNode array = NODES.arrayNode();
        elements.forEach(element -> array.add(write(element, type)));
        return array;
    }

    private JsonNode map(Map<?, ?> map, JavaType declared) {
        JavaType keys = declared.containedTypeOrUnknown(0);
        JavaType values = declared.containedTypeOrUnknown(1);
        if (map.keySet().stream().allMatch(ValueWriter::textual)) {
            ObjectNode object = NODES.objectNode();
            map.forEach((key, value) -> object.set(text(key), write(value, values)));
            return object;
        }
        ArrayNode pairs = NODES.arrayNode();
        map.forEach((key, value) -> pairs.addArray().add(write(key, keys)).add(write(value, values)));
        return pairs;
    }

    private static boolean textual(Object key) {
        return key instanceof Enum<?> || Scalars.include(key.getClass());
    }

    private static String text(Object key) {
        return key instanceof Enum<?> constant ? constant.name() : Scalars.text(key);
    }
}
