package io.processhub.wire;

import io.processhub.text.WellFormed;
import org.jspecify.annotations.Nullable;

/**
 * The names that frames repeat, of types and of nodes: whatever names the same holds the same object, and reading a
 * name that is known makes no object at all.
 *
 * <p>A stranger cannot fill it. It has a fixed number of places, two for each hash; a name that is in neither takes the
 * place of the one that was not used last, so names that are in use return at once. Only short names in ASCII are kept.
 * Thread-safe without a lock: a place holds one immutable string or another.
 */
final class Names {
    private static final int PAIRS = 512;
    private static final int BYTES_MAX = 64;

    private final @Nullable String[] places = new String[2 * PAIRS];

    /**
     * Reads a name.
     *
     * @throws IllegalArgumentException when the bytes are no UTF-8
     */
    String decode(byte[] bytes, int from, int length) {
        if (length == 0) {
            return "";
        }
        if (length > BYTES_MAX) {
            return WellFormed.decode(bytes, from, length);
        }
        int first = 2 * (hash(bytes, from, length) & (PAIRS - 1));
        for (int place = first; place <= first + 1; place++) {
            String known = places[place];
            if (known != null && same(known, bytes, from, length)) {
                return known;
            }
        }
        return keep(WellFormed.decode(bytes, from, length), first, length);
    }

    private String keep(String name, int first, int length) {
        if (name.length() == length) {
            places[first + 1] = places[first];
            places[first] = name;
        }
        return name;
    }

    private static boolean same(String known, byte[] bytes, int from, int length) {
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }

    private static int hash(byte[] bytes, int from, int length) {
        int hash = 0;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash ^ (hash >>> 9) ^ (hash >>> 18);
    }
}
