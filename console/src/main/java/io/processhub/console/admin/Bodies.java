package io.processhub.console.admin;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/**
 * Reads the bodies of requests. Together they take no more memory than the largest one may: a body that finds no room
 * is refused, and its sender tries again. Thread-safe.
 */
final class Bodies {
    private static final int PIECE_BYTES = 64 * 1024;

    private final Semaphore pieces;

    /** @param bytesMax of all bodies that are in work at the same time */
    Bodies(int bytesMax) {
        this.pieces = new Semaphore(bytesMax / PIECE_BYTES + 1);
    }

    /** Works with a body while it takes up memory. */
    @FunctionalInterface
    interface Work<T> {
        T on(byte[] body) throws IOException;
    }

    /**
     * Reads a body in pieces and gives it to some work.
     *
     * @throws AdminException when it is too long, or there is no room for it now
     */
    <T> T with(InputStream in, int bytesMax, Work<T> work) throws IOException {
        var held = new Held();
        try {
            return work.on(read(in, bytesMax, held));
        } finally {
            pieces.release(held.count);
        }
    }

    private byte[] read(InputStream in, int bytesMax, Held held) throws IOException {
        byte[] body = new byte[0];
        int length = 0;
        while (true) {
            byte[] piece = in.readNBytes(PIECE_BYTES);
            if (piece.length == 0) {
                return Arrays.copyOf(body, length);
            }
            if (piece.length > bytesMax - length) {
                throw new AdminException(413, "the body has more than " + bytesMax + " bytes; send less at once");
            }
            hold(held);
            if (body.length - length < piece.length) {
                body = Arrays.copyOf(body, (int) Math.min(bytesMax, Math.max(2L * body.length, PIECE_BYTES)));
            }
            System.arraycopy(piece, 0, body, length, piece.length);
            length += piece.length;
        }
    }

    private void hold(Held held) {
        if (!pieces.tryAcquire()) {
            throw new AdminException(503, "too much is being sent to this node at the same time; try again");
        }
        held.count++;
    }

    /** How many pieces one body holds. */
    private static final class Held {
        private int count;
    }
}
