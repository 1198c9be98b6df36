package io.processhub.console.json;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;
import tools.jackson.databind.type.TypeFactory;

/**
 * Reads values from JSON by the rules of the record codec: no {@code null}, every component present except an
 * {@code Optional}, and no unknown component. Jackson's own binding substitutes defaults for missing components, and
 * its errors do not name the component. Stateless.
 */
final class ValueReader {
    private final TypeFactory types;

    ValueReader(TypeFactory types) {
        this.types = types;
    }

    /** Reads a value; an exception says in one line which component is wrong, and why. */
    Object read(JsonNode json, JavaType type) {
        Class<?> raw = type.getRawClass();
        if (raw == Optional.class) {
            return json.isNull() ? Optional.empty() : Optional.of(read(json, type.containedType(0)));
        }
        if (json.isNull()) {
            throw new IllegalArgumentException("null is not a value; only an Optional may be left out");
        }
        if (Scalars.include(raw)) {
            return Scalars.read(json, raw);
        }
        if (raw == List.class) {
            return Collections.unmodifiableList(elements(json, type.containedType(0)));
        }
        if (raw == Set.class) {
            return set(elements(json, type.containedType(0)));
        }
        if (raw == Map.class) {
            return Collections.unmodifiableMap(map(json, type.containedType(0), type.containedType(1)));
        }
        return ofClass(json, raw);
    }

    private Object ofClass(JsonNode json, Class<?> type) {
        if (type.isEnum()) {
            return constant(json, type);
        }
        if (type.isRecord()) {
            return record(json, new RecordClass(type));
        }
        if (RecordClass.hasCases(type)) {
            return sealed(json, type);
        }
        throw new IllegalArgumentException(
                type.getName() + " has no JSON form; records, enums, sealed interfaces and standard types have one");
    }

    private static Object constant(JsonNode json, Class<?> type) {
        String name = json.isString() ? json.stringValue() : json.toString();
        var known = new ArrayList<String>();
        for (Object constant : type.getEnumConstants()) {
            String own = ((Enum<?>) constant).name();
            if (own.equals(name)) {
                return constant;
            }
            known.add(own);
        }
        throw new IllegalArgumentException('\'' + JsonText.shorten(name) + "' is not a constant of "
                + type.getSimpleName() + "; known are " + names(known));
    }

    private Object record(JsonNode json, RecordClass type) {
        if (!json.isObject()) {
            throw new IllegalArgumentException(shown(json) + " is not an object with the components of " + type.name()
                    + ", " + names(type.names()));
        }
        for (String given : json.propertyNames()) {
            if (!type.names().contains(given)) {
                throw new IllegalArgumentException(type.name() + " has no component '" + JsonText.shorten(given)
                        + "'; its components are " + names(type.names()));
            }
        }
        return type.make(type.components().stream()
                .map(component -> component(json, type, component))
                .toList());
    }

    private Object component(JsonNode json, RecordClass owner, RecordComponent component) {
        String place = owner.place(component);
        JavaType type = types.constructType(component.getGenericType());
        JsonNode value = json.get(component.getName());
        if (value == null && type.getRawClass() != Optional.class) {
            throw new IllegalArgumentException(place + " is missing");
        }
        return at(place, () -> read(value == null ? NullNode.getInstance() : value, type));
    }

    /** A case is an object with one property, its name; the name alone stands for a record without components. */
    private Object sealed(JsonNode json, Class<?> type) {
        Map<String, Class<?>> cases = RecordClass.cases(type);
        if (!json.isString() && !(json.isObject() && json.size() == 1)) {
            throw new IllegalArgumentException(shown(json) + " does not name one case of " + type.getSimpleName()
                    + "; write {\"NAME\":…} with one of " + names(new TreeSet<>(cases.keySet())));
        }
        String name = json.isString()
                ? json.stringValue()
                : json.propertyNames().iterator().next();
        Class<?> found = cases.get(name);
        if (found == null) {
            throw new IllegalArgumentException('\'' + JsonText.shorten(name) + "' is not a case of "
                    + type.getSimpleName() + "; known are " + names(new TreeSet<>(cases.keySet())));
        }
        return ofClass(json.isString() ? JsonNodeFactory.instance.objectNode() : json.get(name), found);
    }

    private List<Object> elements(JsonNode json, JavaType type) {
        if (!json.isArray()) {
            throw new IllegalArgumentException(shown(json) + " is not an array");
        }
        var elements = new ArrayList<Object>();
        for (JsonNode element : json) {
            elements.add(at("element " + (elements.size() + 1), () -> read(element, type)));
        }
        return elements;
    }

    private static Set<Object> set(List<Object> elements) {
        var set = new LinkedHashSet<Object>();
        for (Object element : elements) {
            if (!set.add(element)) {
                throw new IllegalArgumentException(
                        "'" + JsonText.shorten(element.toString()) + "' occurs twice in a set");
            }
        }
        return Collections.unmodifiableSet(set);
    }

    /** An object when the keys are text, else an array of pairs. */
    private Map<Object, Object> map(JsonNode json, JavaType keys, JavaType values) {
        var map = new LinkedHashMap<Object, Object>();
        if (Scalars.include(keys.getRawClass()) || keys.isEnumType()) {
            for (var property : properties(json)) {
                String place = "key '" + JsonText.shorten(property.getKey()) + '\'';
                Object key = at(place, () -> read(StringNode.valueOf(property.getKey()), keys));
                put(map, place, key, at(place, () -> read(property.getValue(), values)));
            }
            return map;
        }
        for (JsonNode pair : pairs(json)) {
            Object key = at("key", () -> read(pair.get(0), keys));
            put(map, "key " + shown(pair.get(0)), key, at("value", () -> read(pair.get(1), values)));
        }
        return map;
    }

    private static void put(Map<Object, Object> map, String place, Object key, Object value) {
        if (map.putIfAbsent(key, value) != null) {
            throw new IllegalArgumentException(place + " occurs twice in a map");
        }
    }

    private static Set<Map.Entry<String, JsonNode>> properties(JsonNode json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException(shown(json) + " is not an object");
        }
        return json.properties();
    }

    private static List<JsonNode> pairs(JsonNode json) {
        if (!json.isArray()) {
            throw new IllegalArgumentException(shown(json) + " is not an array of pairs; write [[key, value], …]");
        }
        var pairs = new ArrayList<JsonNode>();
        for (JsonNode pair : json) {
            if (!pair.isArray() || pair.size() != 2) {
                throw new IllegalArgumentException(shown(pair) + " is not a pair; write [key, value]");
            }
            pairs.add(pair);
        }
        return pairs;
    }

    private static Object at(String place, Supplier<Object> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(place + ": " + wrong.getMessage(), wrong);
        }
    }

    private static String names(Collection<String> all) {
        return all.isEmpty() ? "none" : String.join(", ", all);
    }

    private static String shown(JsonNode json) {
        return JsonText.shorten(json.toString());
    }
}
