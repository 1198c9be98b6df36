package io.processhub.message.record;

import java.io.IOException;
import java.lang.invoke.MethodHandle;

/** A component of a record: how its value is read from a record, and how it is encoded. */
record Component(String place, MethodHandle accessor, Kind kind) {

    void write(Sink out, Object owner) {
        Object value = of(owner);
        if (value == null) {
            throw new IllegalArgumentException(place + " is null, which is not sent; make it an Optional");
        }
        kind.write(out, value);
    }

    void measure(Gauge gauge, Object owner) {
        gauge.add(kind, of(owner));
    }

    private Object of(Object owner) {
        try {
            return (Object) accessor.invokeExact(owner);
        } catch (Throwable error) {
            throw new IllegalArgumentException(place + " cannot be read: " + error, error);
        }
    }

    /** Reads the value, or substitutes the default when an older sender's record ends before this component. */
    Object read(Source in) throws IOException {
        if (!in.atEnd()) {
            return kind.read(in);
        }
        Object absent = kind.absent();
        if (absent == null) {
            throw new IOException(place + " was not sent, perhaps by an older node;"
                    + " a component that is added must be an Optional, a list, a set, a map or a primitive");
        }
        return absent;
    }
}
