package io.processhub.console.admin;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One request to the admin endpoint and the ways to answer it. Confined to the thread that serves it. */
final class Call {
    private static final Duration TIMEOUT_MAX = Duration.ofMinutes(10);

    private final HttpExchange exchange;

    Call(HttpExchange exchange) {
        this.exchange = exchange;
    }

    private static Map<String, String> query(@Nullable String raw) {
        var parameters = new LinkedHashMap<String, String>();
        if (raw != null && !raw.isEmpty()) {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters.put(decode(equals < 0 ? pair : pair.substring(0, equals)), decode(value));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /**
     * A parameter of the query; empty when it was not given.
     *
     * @throws IllegalArgumentException when the query cannot be read
     */
    String parameter(String name) {
        return query(exchange.getRequestURI().getRawQuery()).getOrDefault(name, "");
    }

    /** A parameter that is {@code true} or {@code false}, which it also is when it was not given. */
    boolean flag(String name) {
        return switch (parameter(name)) {
            case "true" -> true;
            case "", "false" -> false;
            default ->
                throw new IllegalArgumentException(
                        "parameter " + name + " is '" + parameter(name) + "'; give true or false");
        };
    }

    /** The parameter {@code timeout_ms}. */
    Duration timeout(Duration otherwise) {
        String text = parameter("timeout_ms");
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            var timeout = Duration.ofMillis(Long.parseLong(text));
            if (timeout.isPositive() && timeout.compareTo(TIMEOUT_MAX) <= 0) {
                return timeout;
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("timeout_ms '" + text + "' is no number", notANumber);
        }
        throw new IllegalArgumentException("timeout_ms " + text + " must lie between 1 and " + TIMEOUT_MAX.toMillis());
    }

    /** What follows a prefix in the path, decoded. */
    String pathAfter(String prefix) {
        // URLDecoder reads forms, where a plus is a blank; in a path it is a plus.
        return decode(
                exchange.getRequestURI().getRawPath().substring(prefix.length()).replace("+", "%2B"));
    }

    /** The body as it arrives. */
    InputStream body() {
        return exchange.getRequestBody();
    }

    void reply(int status, Object value) throws IOException {
        byte[] bytes = Json.MAPPER.writeValueAsBytes(value);
        open(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Writes what may be large, without having all of it in memory as bytes. */
    void replyLarge(Object value) throws IOException {
        open(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            Json.MAPPER.writeValue(body, value);
        }
    }

    /** Writes an array element by element, so that a large one is never in memory at once. */
    void replyAll(Stream<?> values) throws IOException {
        open(200, 0);
        try (var json = Json.MAPPER.createGenerator(exchange.getResponseBody())) {
            json.writeStartArray();
            values.forEach(json::writePOJO);
            json.writeEndArray();
        }
    }

    private void open(int status, long length) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, length);
    }
}
