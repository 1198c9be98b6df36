package io.processhub.strategy.synchronization;

import io.processhub.registry.Delta;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a log and, as soon as somebody has worked them out, its bytes: what is passed on is not encoded again,
 * and passes unchanged through a node that does not understand all of it. The bytes are never changed. Confined to one
 * thread at a time.
 */
public final class Parcel {
    private final Delta delta;
    private byte @Nullable [] bytes;

    /**
     * A stretch that nobody has encoded.
     *
     * @param delta the stretch
     */
    public Parcel(Delta delta) {
        this.delta = delta;
    }

    /**
     * A stretch as it was received.
     *
     * @param delta the stretch
     * @param bytes what it was decoded from; not copied
     */
    public Parcel(Delta delta, byte[] bytes) {
        this.delta = delta;
        this.bytes = bytes;
    }

    /** {@return the stretch} */
    public Delta delta() {
        return delta;
    }

    /**
     * The stretch as bytes.
     *
     * @param encoder works them out; called once at most
     * @return not to be changed
     */
    public byte[] bytes(Function<Delta, byte[]> encoder) {
        byte[] encoded = bytes;
        if (encoded == null) {
            encoded = encoder.apply(delta);
            bytes = encoded;
        }
        return encoded;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Parcel parcel && delta.equals(parcel.delta);
    }

    @Override
    public int hashCode() {
        return delta.hashCode();
    }

    @Override
    public String toString() {
        return "Parcel[" + delta + "]";
    }
}
