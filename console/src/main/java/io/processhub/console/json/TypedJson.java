package io.processhub.console.json;

import io.processhub.console.workload.KnownTypes;
import io.processhub.console.workload.ProvidedType;
import io.processhub.message.Ask;
import io.processhub.process.ProcessType;
import io.processhub.spec.ProcessSpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;
import tools.jackson.databind.type.TypeFactory;

/**
 * Messages, answers and arguments of the known process types as JSON. Immutable and thread-safe.
 *
 * <p>A record is an object of its components, and a case of a sealed interface an object with one property, its simple
 * name. A text is JSON when it begins as an object, an array or a text in quotes; otherwise it stands for itself: the
 * name of a case without components or of a constant, a number, a date. Processes whose protocol is {@link String} get
 * every text as it is. The text {@code ping} is the case {@code Ping} of a protocol that has one.
 */
public final class TypedJson {
    private static final String STRUCTURE = "{[\"";
    private static final String PING_TEXT = "ping";
    private static final StringNode PING = StringNode.valueOf("Ping");

    private final KnownTypes known;
    private final TypeFactory types = TypeFactory.createDefaultInstance();
    private final ValueReader reader = new ValueReader(types);
    private final ValueWriter writer = new ValueWriter(types);

    /**
     * Creates the JSON form of some process types.
     *
     * @param known the types; of any other type, texts are passed on as they are
     */
    public TypedJson(KnownTypes known) {
        this.known = known;
    }

    private @Nullable ProcessType<?> type(String name) {
        ProvidedType provided = known.byName().get(name);
        return provided == null ? null : provided.type();
    }

    /**
     * Reads a message.
     *
     * @param type name of the type of the process
     * @param given JSON, or a text
     * @return a message of the protocol of the type; the text itself when this node does not know the protocol
     * @throws IllegalArgumentException when it is no message of the protocol; the message names the component, in one
     *     line
     */
    public Object message(String type, JsonNode given) {
        if (given.isNull()) {
            throw new IllegalArgumentException("a message is never null; give a text or a record");
        }
        ProcessType<?> found = type(type);
        if (found == null || takesText(found.protocol())) {
            return text(given);
        }
        boolean ping = given.isString() && given.stringValue().equals(PING_TEXT) && understandsPing(found);
        return value(ping ? PING : given, found.protocol());
    }

    private static boolean understandsPing(ProcessType<?> type) {
        return RecordClass.hasCases(type.protocol())
                && RecordClass.cases(type.protocol()).containsKey(PING.stringValue());
    }

    /** A protocol of {@code Object} is whatever is registered, text among it; a run loop has none. */
    private static boolean takesText(Class<?> protocol) {
        return protocol == String.class || protocol == Object.class || protocol == Void.class;
    }

    private static String text(JsonNode given) {
        return given.isString() ? given.stringValue() : given.toString();
    }

    private Object value(JsonNode given, Class<?> type) {
        JsonNode json = given.isString() ? parsed(given.stringValue()) : given;
        return reader.read(json, types.constructType(type));
    }

    private static JsonNode parsed(String text) {
        String trimmed = text.strip();
        boolean structured = !trimmed.isEmpty() && STRUCTURE.indexOf(trimmed.charAt(0)) >= 0;
        return structured
                ? JsonText.parse(trimmed, "write one JSON value, in single quotes for a shell")
                : StringNode.valueOf(text);
    }

    /**
     * Writes an answer.
     *
     * @param question the message that was answered
     * @param answer any object; becomes text when it has no JSON form
     * @return its JSON
     */
    public JsonNode answer(Object question, Object answer) {
        return writer.write(answer, answerType(question.getClass()));
    }

    private JavaType answerType(Class<?> question) {
        JavaType[] arguments = types.findTypeParameters(types.constructType(question), Ask.class);
        return arguments.length < 2 ? types.constructType(Object.class) : arguments[1];
    }

    /**
     * The message by which a process is called to see whether it answers.
     *
     * @param type name of its type
     * @return the case {@code Ping} of its protocol; the text {@code ping} for a protocol without that case
     */
    public Object ping(String type) {
        ProcessType<?> found = type(type);
        return found != null && understandsPing(found) ? value(PING, found.protocol()) : PING_TEXT;
    }

    /**
     * Reads the argument of a spec whose type takes a value.
     *
     * @param spec its argument is JSON, or a text
     * @return the same spec with the value as its argument; unchanged when its type takes text
     * @throws IllegalArgumentException when the argument is no such value; the message names the component, in one line
     */
    public ProcessSpec<?> typed(ProcessSpec<?> spec) {
        return type(spec.type()) instanceof ProcessType.WithArgument<?, ?> type
                ? spec.argument(encoded(spec, type))
                : spec;
    }

    private <A> ProcessSpec.Argument encoded(ProcessSpec<?> spec, ProcessType.WithArgument<?, A> type) {
        String text = spec.argument().toString();
        Class<A> wanted = type.argument();
        try {
            Object value = wanted == String.class ? text : value(StringNode.valueOf(text), wanted);
            return ProcessSpec.Argument.encoded(
                    type.codec().name(), type.codec().encode(value));
        } catch (IllegalArgumentException wrong) {
            String problem = text.isEmpty() ? " is missing" : ": " + wrong.getMessage();
            throw new IllegalArgumentException(
                    "argument (" + wanted.getSimpleName() + ") of a process of type '" + spec.type() + '\'' + problem,
                    wrong);
        }
    }

    /**
     * Writes the argument of a spec.
     *
     * @param spec of any type
     * @return its text; of a value, its JSON, or its type and length when this node cannot read it
     */
    public String argument(ProcessSpec<?> spec) {
        return type(spec.type()) instanceof ProcessType.WithArgument<?, ?> type
                        && spec.argument().type().equals(type.codec().name())
                ? argument(spec, type)
                : spec.argument().toString();
    }

    private <A> String argument(ProcessSpec<?> spec, ProcessType.WithArgument<?, A> type) {
        try {
            JsonNode json = writer.write(type.argumentOf(spec), types.constructType(type.argument()));
            return text(json);
        } catch (IllegalArgumentException unreadable) {
            return spec.argument() + ", unreadable here: " + unreadable.getMessage();
        }
    }
}
