package io.processhub.message.record;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** An enum constant, encoded by name, so that the order of the constants may change. */
record EnumKind(Class<?> type, Map<String, Object> constants) implements Kind {

    static EnumKind of(Class<?> type) {
        var constants = new LinkedHashMap<String, Object>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        return new EnumKind(type, constants);
    }

    @Override
    public void write(Sink out, Object value) {
        out.text(((Enum<?>) value).name());
    }

    @Override
    public void measure(Gauge gauge, Object value) {
        gauge.text(((Enum<?>) value).name());
    }

    @Override
    public Object read(Source in) throws IOException {
        String name = in.text();
        Object constant = constants.get(name);
        if (constant == null) {
            throw new IOException("this node does not know a constant '" + name + "' of " + type.getName() + ", only "
                    + new TreeSet<>(constants.keySet()) + "; is the sender newer?");
        }
        return constant;
    }
}
