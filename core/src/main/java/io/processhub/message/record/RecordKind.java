package io.processhub.message.record;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.util.List;

/** A record: the length of all components, then the components in their order. */
final class RecordKind implements Kind {
    private final Class<?> type;
    private final MethodHandle constructor;
    private Component[] components = {};

    /** Creates the encoding without components, because a component may have the same type. */
    RecordKind(Class<?> type, MethodHandle constructor) {
        this.type = type;
        this.constructor = constructor;
    }

    /** Sets the components; called only while the codec is built. */
    void complete(List<Component> all) {
        components = all.toArray(Component[]::new);
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
