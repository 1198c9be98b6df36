package io.processhub.message.record;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One of a closed set of records and enums: encoded as its simple name, so that the order of the set may change, and
 * its value.
 */
final class SealedKind implements Kind {
    private final Class<?> type;
    private final Map<String, Case> byName = new LinkedHashMap<>();
    private final Map<Class<?>, Case> byClass = new LinkedHashMap<>();

    /** A class that the interface permits, directly or through another sealed interface. */
    private record Case(String name, Kind kind) {}

    SealedKind(Class<?> type) {
        this.type = type;
    }

    /**
     * Adds a permitted class; called only while the codec is built. Returns the class that already has its simple name,
     * or {@code null}.
     */
    @Nullable
    Class<?> add(Class<?> permitted, Kind kind) {
        var added = new Case(permitted.getSimpleName(), kind);
        byClass.put(permitted, added);
        if (byName.putIfAbsent(added.name(), added) == null) {
            return null;
        }
        return byClass.keySet().stream()
                .filter(other -> other.getSimpleName().equals(added.name()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void write(Sink out, Object value) {
        Case written = byClass.get(classOf(value));
        if (written == null) {
            throw new IllegalArgumentException(classOf(value).getName() + " is not permitted by " + type.getName());
        }
        out.text(written.name());
        written.kind().write(out, value);
    }

    @Override
    public void measure(Gauge gauge, Object value) {
        Case measured = byClass.get(classOf(value));
        if (measured == null) {
            gauge.giveUp();
        } else {
            gauge.text(measured.name());
            measured.kind().measure(gauge, value);
        }
    }

    private static Class<?> classOf(Object value) {
        return value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    }

    @Override
    public Object read(Source in) throws IOException {
        String name = in.text();
        Case sent = byName.get(name);
        if (sent == null) {
            throw new IOException("this node does not know a case '" + name + "' of " + type.getName() + ", only "
                    + new TreeSet<>(byName.keySet()) + "; is the sender newer?");
        }
        return sent.kind().read(in);
    }
}
