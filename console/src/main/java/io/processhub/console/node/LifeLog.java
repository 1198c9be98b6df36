package io.processhub.console.node;

import io.processhub.console.workload.LocalInstances;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Writes each start and end of a process object to a file, at once. The times are those of {@link System#nanoTime},
 * which on Linux is the monotonic clock of the machine: so files of several JVMs of one machine can be put together.
 * Open as long as its JVM lives, because the last end is that of the last process. Thread-safe.
 */
public final class LifeLog implements LocalInstances.Listener {
    private static final int FIELDS = 4;

    private final FileChannel file;

    private LifeLog(FileChannel file) {
        this.file = file;
    }

    /**
     * A start or an end.
     *
     * @param nanos when, by the clock of this machine
     * @param begins whether it is a start
     * @param epoch which instance
     * @param id of which process
     */
    public record Entry(long nanos, boolean begins, long epoch, String id) {

        /** An id may contain blanks, but no control characters; so it comes last and its line has one end. */
        private String line() {
            return nanos + (begins ? " begins " : " ends ") + epoch + ' ' + id + '\n';
        }

        private static Entry of(String line) {
            var fields = line.split(" ", FIELDS);
            if (fields.length != FIELDS) {
                throw new IllegalArgumentException("'" + line + "' is no line of a life log");
            }
            return new Entry(
                    Long.parseLong(fields[0]), fields[1].equals("begins"), Long.parseLong(fields[2]), fields[3]);
        }
    }

    /**
     * Begins a file.
     *
     * @param path where; it is appended to when it exists
     * @return the open log
     * @throws UncheckedIOException when it cannot be written
     */
    public static LifeLog open(Path path) {
        try {
            return new LifeLog(FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /**
     * Reads a file, also while it is written.
     *
     * @param path where
     * @return what happened, in this order; a line that is not complete yet is left out
     * @throws UncheckedIOException when it cannot be read
     */
    public static List<Entry> read(Path path) {
        try {
            String text = Files.readString(path);
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(Entry::of)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void begins(String id, long epoch) {
        write(true, id, epoch);
    }

    @Override
    public void ends(String id, long epoch) {
        write(false, id, epoch);
    }

    /** One write, so that a reader sees whole lines, and in the order of their times. */
    private synchronized void write(boolean begins, String id, long epoch) {
        String line = new Entry(System.nanoTime(), begins, epoch, id).line();
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(line);
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }
}
