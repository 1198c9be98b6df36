package io.processhub.message.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A map, encoded in the order of the encoded keys, so that equal maps have equal encodings. */
record MapKind(Kind key, Kind value) implements Kind {

    @Override
    public void write(Sink out, Object written) {
        var map = (Map<?, ?>) written;
        var pieces = new ArrayList<byte[]>(map.size());
        map.forEach((known, belonging) -> {
            int from = out.size();
            key.write(out, ListKind.present(known));
            value.write(out, ListKind.present(belonging));
            pieces.add(out.cut(from));
        });
        out.sorted(pieces);
    }

    @Override
    public void measure(Gauge gauge, Object measured) {
        gauge.add(Gauge.LENGTH_BYTES_MAX);
        ((Map<?, ?>) measured).forEach((known, belonging) -> {
            gauge.add(key, known);
            gauge.add(value, belonging);
        });
    }

    @Override
    public Object read(Source in) throws IOException {
        int count = in.count();
        var map = LinkedHashMap.newLinkedHashMap(count);
        for (int i = 0; i < count; i++) {
            Object known = key.read(in);
            if (map.put(known, value.read(in)) != null) {
                throw new IOException("a map has a duplicate key");
            }
        }
        return Collections.unmodifiableMap(map);
    }

    @Override
    public Object absent() {
        return Map.of();
    }
}
