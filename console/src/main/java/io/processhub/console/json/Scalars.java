package io.processhub.console.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The JDK classes without parts that can be sent, as JSON: numbers and truth values as such, all others as text. When
 * it is read, a number or truth value may stand in quotes, as it does where it is the key of a map.
 */
final class Scalars {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]+");

    /** As for a number without quotes, which Jackson reads; the time to read more grows with the square. */
    private static final int NUMBER_CHARACTERS_MAX = 1_000;

    private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");
    private static final Map<Class<?>, Function<String, Object>> PARSERS = parsers();

    private Scalars() {}

    private static Map<Class<?>, Function<String, Object>> parsers() {
        var all = new LinkedHashMap<Class<?>, Function<String, Object>>();
        all.put(String.class, text -> text);
        add(
                all,
                byte.class,
                Byte.class,
                text -> whole(text, Byte.MIN_VALUE, Byte.MAX_VALUE).byteValue());
        add(
                all,
                short.class,
                Short.class,
                text -> whole(text, Short.MIN_VALUE, Short.MAX_VALUE).shortValue());
        add(
                all,
                int.class,
                Integer.class,
                text -> whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE).intValue());
        add(
                all,
                long.class,
                Long.class,
                text -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE).longValue());
        add(all, float.class, Float.class, Scalars::singlePrecision);
        add(all, double.class, Double.class, Scalars::doublePrecision);
        add(all, boolean.class, Boolean.class, Scalars::truth);
        add(all, char.class, Character.class, Scalars::character);
        all.put(BigInteger.class, Scalars::whole);
        all.put(BigDecimal.class, Scalars::decimal);
        all.put(
                UUID.class,
                text -> parsed(text, "a UUID, such as 6f1b3c52-8a4e-4d0e-9a52-0d2f7c1e8b11", UUID::fromString));
        all.put(Instant.class, text -> parsed(text, "a time, such as 2026-11-25T08:00:00Z", Instant::parse));
        all.put(Duration.class, text -> parsed(text, "a duration, such as PT1M30S", Duration::parse));
        all.put(byte[].class, text -> parsed(text, "base64", Base64.getDecoder()::decode));
        return all;
    }

    private static void add(
            Map<Class<?>, Function<String, Object>> all,
            Class<?> primitive,
            Class<?> boxed,
            Function<String, Object> parser) {
        all.put(primitive, parser);
        all.put(boxed, parser);
    }

    static boolean include(Class<?> type) {
        return PARSERS.containsKey(type);
    }

    /** Reads a value; says what it is not, when it is of another kind. */
    static Object read(JsonNode json, Class<?> type) {
        if (type == String.class && !json.isString()) {
            throw new IllegalArgumentException(JsonText.shorten(json.toString()) + " is not a text; put it in quotes");
        }
        if (json.isContainer()) {
            throw new IllegalArgumentException(JsonText.shorten(json.toString())
                    + " is not a text or a number; give one of type " + type.getSimpleName());
        }
        return parse(json.asString(), type);
    }

    /** Reads a value from text, such as the key of a map. */
    static Object parse(String text, Class<?> type) {
        Function<String, Object> parser = PARSERS.get(type);
        if (parser == null) {
            throw new IllegalArgumentException(type.getName() + " has no text form");
        }
        return parser.apply(text);
    }

    /** Writes a value. */
    static JsonNode write(Object value) {
        return switch (value) {
            case Byte number -> NODES.numberNode(number);
            case Short number -> NODES.numberNode(number);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case BigInteger number -> NODES.numberNode(number);
            case BigDecimal number -> NODES.numberNode(number);
            case Float number when Float.isFinite(number) -> NODES.numberNode(number);
            case Double number when Double.isFinite(number) -> NODES.numberNode(number);
            case Boolean truth -> NODES.booleanNode(truth);
            default -> NODES.stringNode(text(value));
        };
    }

    /** Writes a value as text, such as the key of a map. */
    static String text(Object value) {
        return value instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : value.toString();
    }

    private static IllegalArgumentException not(String text, String kind) {
        return new IllegalArgumentException('\'' + JsonText.shorten(text) + "' is not " + kind);
    }

    private static String notTooLong(String number) {
        if (number.length() > NUMBER_CHARACTERS_MAX) {
            throw not(number, "short enough: a number has at most " + NUMBER_CHARACTERS_MAX + " characters");
        }
        return number;
    }

    private static BigInteger whole(String text) {
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            throw not(text, "a whole number");
        }
        return new BigInteger(notTooLong(text));
    }

    private static BigInteger whole(String text, long min, long max) {
        BigInteger value = whole(text);
        if (value.compareTo(BigInteger.valueOf(min)) < 0 || value.compareTo(BigInteger.valueOf(max)) > 0) {
            throw not(text, "between " + min + " and " + max);
        }
        return value;
    }

    private static BigDecimal decimal(String text) {
        try {
            return new BigDecimal(notTooLong(text));
        } catch (NumberFormatException other) {
            throw not(text, "a number");
        }
    }

    private static Object doublePrecision(String text) {
        double value = NOT_FINITE.contains(text)
                ? Double.parseDouble(text)
                : decimal(text).doubleValue();
        if (Double.isInfinite(value) && !NOT_FINITE.contains(text)) {
            throw not(text, "within the range of a double");
        }
        return value;
    }

    private static Object singlePrecision(String text) {
        float value = NOT_FINITE.contains(text)
                ? Float.parseFloat(text)
                : decimal(text).floatValue();
        if (Float.isInfinite(value) && !NOT_FINITE.contains(text)) {
            throw not(text, "within the range of a float");
        }
        return value;
    }

    private static Object truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw not(text, "true or false");
        };
    }

    private static Object character(String text) {
        if (text.length() != 1) {
            throw not(text, "one character");
        }
        return text.charAt(0);
    }

    private static Object parsed(String text, String kind, Function<String, Object> parser) {
        try {
            return parser.apply(text);
        } catch (DateTimeException | IllegalArgumentException other) {
            throw new IllegalArgumentException(not(text, kind).getMessage(), other);
        }
    }
}
