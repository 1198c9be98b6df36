package io.processhub.message.record;

import io.processhub.text.WellFormed;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The supported JDK classes without parts. A primitive component that was not sent is zero. */
final class Scalars {
    static final Map<Class<?>, Kind> ALL = all();

    private static final int NANOS_MAX = 999_999_999;

    private Scalars() {}

    private static Map<Class<?>, Kind> all() {
        var all = new LinkedHashMap<Class<?>, Kind>();
        integers(all);
        others(all);
        add(all, new ScalarKind<>(String.class, Sink::text, Source::text, Scalars::bytesMax));
        add(all, new ScalarKind<>(byte[].class, Sink::bytes, Source::bytes, Scalars::bytesMax));
        add(all, new ScalarKind<>(UUID.class, Scalars::write, in -> new UUID(eight(in), eight(in))));
        add(all, new ScalarKind<>(Instant.class, Scalars::write, in -> Instant.ofEpochSecond(in.integer(), nanos(in))));
        add(all, new ScalarKind<>(Duration.class, Scalars::write, in -> Duration.ofSeconds(in.integer(), nanos(in))));
        add(all, new ScalarKind<>(BigInteger.class, Scalars::write, Scalars::big, Scalars::bytesMax));
        add(all, new ScalarKind<>(BigDecimal.class, Scalars::write, Scalars::decimal, Scalars::bytesMax));
        return Collections.unmodifiableMap(all);
    }

    private static long bytesMax(String value) {
        return !WellFormed.test(value) ? Gauge.NEVER : Gauge.LENGTH_BYTES_MAX + 3L * value.length();
    }

    private static long bytesMax(byte[] value) {
        return Gauge.LENGTH_BYTES_MAX + (long) value.length;
    }

    private static long bytesMax(BigInteger value) {
        return ScalarKind.NUMBER_BYTES_MAX + value.bitLength() / 8L;
    }

    private static long bytesMax(BigDecimal value) {
        return ScalarKind.NUMBER_BYTES_MAX + bytesMax(value.unscaledValue());
    }

    private static void integers(Map<Class<?>, Kind> all) {
        var bytes = new ScalarKind<>(Byte.class, (out, value) -> out.octet(value), in -> (byte) in.octet());
        var shorts = new ScalarKind<>(Short.class, (out, value) -> out.integer(value), in ->
                (short) in.integer(Short.MIN_VALUE, Short.MAX_VALUE));
        var chars = new ScalarKind<>(
                Character.class, (out, value) -> out.integer(value), in -> (char) in.integer(0, Character.MAX_VALUE));
        var ints = new ScalarKind<>(Integer.class, (out, value) -> out.integer(value), in ->
                (int) in.integer(Integer.MIN_VALUE, Integer.MAX_VALUE));
        var longs = new ScalarKind<>(Long.class, (out, value) -> out.integer(value), Source::integer);
        add(all, byte.class, bytes, (byte) 0);
        add(all, short.class, shorts, (short) 0);
        add(all, char.class, chars, '\0');
        add(all, int.class, ints, 0);
        add(all, long.class, longs, 0L);
    }

    private static void others(Map<Class<?>, Kind> all) {
        var booleans = new ScalarKind<>(Boolean.class, (out, value) -> out.octet(value ? 1 : 0), Source::truth);
        var floats = new ScalarKind<>(
                Float.class,
                (out, value) -> out.fixed(Float.floatToIntBits(value), Float.BYTES),
                in -> Float.intBitsToFloat((int) in.fixed(Float.BYTES)));
        var doubles = new ScalarKind<>(
                Double.class,
                (out, value) -> out.fixed(Double.doubleToLongBits(value), Double.BYTES),
                in -> Double.longBitsToDouble(eight(in)));
        add(all, boolean.class, booleans, false);
        add(all, float.class, floats, 0f);
        add(all, double.class, doubles, 0d);
    }

    private static <T> void add(Map<Class<?>, Kind> all, Class<T> primitive, ScalarKind<T> boxed, T zero) {
        all.put(primitive, boxed.orWhenAbsent(zero));
        add(all, boxed);
    }

    private static void add(Map<Class<?>, Kind> all, ScalarKind<?> kind) {
        all.put(kind.type(), kind);
    }

    private static long eight(Source in) throws IOException {
        return in.fixed(Long.BYTES);
    }

    private static long nanos(Source in) throws IOException {
        return in.integer(0, NANOS_MAX);
    }

    private static void write(Sink out, UUID value) {
        out.fixed(value.getMostSignificantBits(), Long.BYTES);
        out.fixed(value.getLeastSignificantBits(), Long.BYTES);
    }

    private static void write(Sink out, Instant value) {
        out.integer(value.getEpochSecond());
        out.integer(value.getNano());
    }

    private static void write(Sink out, Duration value) {
        out.integer(value.getSeconds());
        out.integer(value.getNano());
    }

    private static void write(Sink out, BigInteger value) {
        out.bytes(value.toByteArray());
    }

    private static BigInteger big(Source in) throws IOException {
        return new BigInteger(in.bytes());
    }

    private static void write(Sink out, BigDecimal value) {
        out.integer(value.scale());
        write(out, value.unscaledValue());
    }

    private static BigDecimal decimal(Source in) throws IOException {
        int scale = (int) in.integer(Integer.MIN_VALUE, Integer.MAX_VALUE);
        return new BigDecimal(big(in), scale);
    }
}
