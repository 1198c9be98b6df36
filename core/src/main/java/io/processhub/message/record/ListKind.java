package io.processhub.message.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A list, encoded in its order. */
record ListKind(Kind of) implements Kind {

    @Override
    public void write(Sink out, Object value) {
        var list = (List<?>) value;
        out.count(list.size());
        for (Object element : list) {
            of.write(out, present(element));
        }
    }

    /** Rejects {@code null}, which lists, sets and maps of messages must not contain. */
    static Object present(Object element) {
        if (element == null) {
            throw new IllegalArgumentException("a list, set or map holds null, which is not sent; leave it out");
        }
        return element;
    }

    @Override
    public void measure(Gauge gauge, Object value) {
        gauge.add(Gauge.LENGTH_BYTES_MAX);
        for (Object element : (List<?>) value) {
            gauge.add(of, element);
        }
    }

    @Override
    public Object read(Source in) throws IOException {
        int count = in.count();
        var list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(of.read(in));
        }
        return Collections.unmodifiableList(list);
    }

    @Override
    public Object absent() {
        return List.of();
    }
}
