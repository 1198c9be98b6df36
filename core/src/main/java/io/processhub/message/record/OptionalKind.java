package io.processhub.message.record;

import java.io.IOException;
import java.util.Optional;

/** An optional value: a flag, then the value when present. */
record OptionalKind(Kind of) implements Kind {

    @Override
    public void write(Sink out, Object value) {
        var optional = (Optional<?>) value;
        out.octet(optional.isPresent() ? 1 : 0);
        optional.ifPresent(present -> of.write(out, present));
    }

    @Override
    public void measure(Gauge gauge, Object value) {
        gauge.add(1);
        ((Optional<?>) value).ifPresent(present -> gauge.add(of, present));
    }

    @Override
    public Object read(Source in) throws IOException {
        return in.truth() ? Optional.of(of.read(in)) : Optional.empty();
    }

    @Override
    public Object absent() {
        return Optional.empty();
    }
}
