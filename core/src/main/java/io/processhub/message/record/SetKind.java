package io.processhub.message.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** A set, encoded in the order of the encoded elements, so that equal sets have equal encodings. */
record SetKind(Kind of) implements Kind {

    @Override
    public void write(Sink out, Object value) {
        var set = (Set<?>) value;
        var pieces = new ArrayList<byte[]>(set.size());
        for (Object element : set) {
            int from = out.size();
            of.write(out, ListKind.present(element));
            pieces.add(out.cut(from));
        }
        out.sorted(pieces);
    }

    @Override
    public void measure(Gauge gauge, Object value) {
        gauge.add(Gauge.LENGTH_BYTES_MAX);
        for (Object element : (Set<?>) value) {
            gauge.add(of, element);
        }
    }

    @Override
    public Object read(Source in) throws IOException {
        int count = in.count();
        var set = LinkedHashSet.newLinkedHashSet(count);
        for (int i = 0; i < count; i++) {
            if (!set.add(of.read(in))) {
                throw new IOException("a set has a duplicate element");
            }
        }
        return Collections.unmodifiableSet(set);
    }

    @Override
    public Object absent() {
        return Set.of();
    }
}
