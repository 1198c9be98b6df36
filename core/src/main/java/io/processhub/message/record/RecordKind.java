package io.processhub.message.record;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;

/** A record: the length of all components, then the components in their order. */
final class RecordKind implements Kind {
    private final Class<?> type;
    private final MethodHandle constructor;
    private Component[] components = {};

    /** The largest encoded size when all components are primitive; negative when the size depends on the values. */
    private long bytesMax = -1;

    /** Creates the encoding without components, because a component may have the same type. */
    RecordKind(Class<?> type, MethodHandle constructor) {
        this.type = type;
        this.constructor = constructor;
    }

    /** Sets the components; called only while the codec is built. */
    void complete(List<Component> all) {
        components = all.toArray(Component[]::new);
        boolean fixed = Arrays.stream(type.getRecordComponents())
                .allMatch(component -> component.getType().isPrimitive());
        bytesMax = fixed ? Gauge.LENGTH_BYTES_MAX + (long) ScalarKind.NUMBER_BYTES_MAX * components.length : -1;
    }

    @Override
    public void write(Sink out, Object value) {
        int start = out.open();
        for (Component component : components) {
            component.write(out, value);
        }
        out.close(start);
    }

    @Override
    public void measure(Gauge gauge, Object value) {
        if (bytesMax >= 0) {
            gauge.add(bytesMax);
            return;
        }
        gauge.enter();
        for (Component component : components) {
            component.measure(gauge, value);
        }
        gauge.leave();
    }

    @Override
    public Object read(Source in) throws IOException {
        int outer = in.enter();
        var values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = components[i].read(in);
        }
        in.leave(outer);
        return made(values);
    }

    private Object made(Object[] values) throws IOException {
        try {
            return (Object) constructor.invokeExact(values);
        } catch (Throwable refusal) {
            throw new IOException(type.getName() + " rejects the decoded components: " + refusal, refusal);
        }
    }
}
