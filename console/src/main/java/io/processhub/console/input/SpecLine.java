package io.processhub.console.input;

import io.processhub.console.json.JsonText;
import io.processhub.spec.Constraints;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.ProcessSpec.RestartPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Parses and formats one line of a spec file. Thread-safe. */
public final class SpecLine {
    static final List<String> FIELDS =
            List.of("id", "type", "argument", "tag", "labels", "restart", "required", "preferred");

    /** Creates a parser and formatter of lines. */
    public SpecLine() {}

    /**
     * Parses a line.
     *
     * @param line a JSON object
     * @return the process that it describes
     * @throws IllegalArgumentException when it is not a valid object; the message states value and remedy
     */
    public Wanted parse(String line) {
        JsonNode object = JsonText.parse(line, "write one JSON object per line");
        if (!object.isObject()) {
            throw new IllegalArgumentException(
                    "'" + JsonText.shorten(line) + "' is not a JSON object; write {\"id\":…,\"type\":…}");
        }
        for (String field : object.propertyNames()) {
            if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException(
                        "unknown field '" + field + "'; known are " + String.join(", ", FIELDS));
            }
        }
        var spec = ProcessSpec.untyped(new ProcessId(required(object, "id")), required(object, "type"))
                .argument(argument(object))
                .restart(restart(object))
                .constraints(new Constraints(texts(object, "required"), texts(object, "preferred"), List.of()));
        return new Wanted(spec, new Metadata(text(object, "tag", ""), texts(object, "labels")));
    }

    private static String required(JsonNode object, String field) {
        if (!object.has(field)) {
            throw new IllegalArgumentException("field '" + field + "' is missing; id and type are required");
        }
        return text(object, field, "");
    }

    private static String text(JsonNode object, String field, String otherwise) {
        JsonNode value = object.get(field);
        if (value == null) {
            return otherwise;
        }
        if (!value.isString()) {
            throw new IllegalArgumentException(
                    "field '" + field + "' is " + JsonText.shorten(value.toString()) + "; give a text in quotes");
        }
        return value.stringValue();
    }

    /** Returns the argument as text; a structured argument as JSON, which the type of the process may read. */
    private static String argument(JsonNode object) {
        JsonNode value = object.get("argument");
        if (value == null || value.isNull()) {
            return "";
        }
        return value.isString() ? value.stringValue() : value.toString();
    }

    private static RestartPolicy restart(JsonNode object) {
        String name = text(object, "restart", "permanent");
        return Arrays.stream(RestartPolicy.values())
                .filter(policy -> policy.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "restart '" + name + "' is unknown; use permanent, transient or temporary"));
    }

    private static Map<String, String> texts(JsonNode object, String field) {
        JsonNode pairs = object.get(field);
        var result = new TreeMap<String, String>();
        if (pairs == null) {
            return result;
        }
        if (!pairs.isObject()) {
            throw new IllegalArgumentException(
                    field + " " + JsonText.shorten(pairs.toString()) + " are not an object; write {\"key\":\"value\"}");
        }
        for (String key : pairs.propertyNames()) {
            result.put(key, text(pairs, key, ""));
        }
        return result;
    }

    /**
     * Formats a line.
     *
     * @param wanted a process
     * @return its line, without the line break; limits and timeouts are not included
     */
    public String write(Wanted wanted) {
        var object = JsonNodeFactory.instance.objectNode();
        object.put("id", wanted.id());
        object.put("type", wanted.spec().type());
        if (!wanted.spec().argument().absent()) {
            object.put("argument", wanted.spec().argument().toString());
        }
        if (!wanted.metadata().tag().isEmpty()) {
            object.put("tag", wanted.metadata().tag());
        }
        put(object, "labels", wanted.metadata().labels());
        put(object, "required", wanted.spec().constraints().required());
        put(object, "preferred", wanted.spec().constraints().preferred());
        if (wanted.spec().restart() != RestartPolicy.PERMANENT) {
            object.put("restart", wanted.spec().restart().name().toLowerCase(Locale.ROOT));
        }
        return object.toString();
    }

    private static void put(ObjectNode object, String field, Map<String, String> texts) {
        if (!texts.isEmpty()) {
            ObjectNode pairs = object.putObject(field);
            texts.forEach(pairs::put);
        }
    }
}
