package io.processhub.console.input;

import io.processhub.console.json.TypedJson;
import io.processhub.console.workload.KnownTypes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Reads specs in JSON Lines: one object per line, blank lines are skipped. It checks the whole input before it returns
 * any process, so that an invalid file starts nothing. Thread-safe.
 */
public final class SpecReader {
    /** The largest input in bytes. */
    public static final int BYTES_MAX = 64 * 1024 * 1024;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final KnownTypes types;
    private final TypedJson json;
    private final SpecLine lines = new SpecLine();

    /**
     * Creates a reader.
     *
     * @param types the process types that a spec may use
     */
    public SpecReader(KnownTypes types) {
        this.types = types;
        this.json = new TypedJson(types);
    }

    /**
     * Reads a file.
     *
     * @param option the option with this file, for the message
     * @param file in UTF-8, at most {@link #BYTES_MAX} long
     * @return its processes in the order of the lines; at least one
     * @throws BadInputException when the file cannot be read or a line is invalid; the message states file, line, value
     *     and remedy
     */
    public List<Wanted> read(String option, Path file) {
        return parse(file.toString(), bytes(option, file));
    }

    /**
     * Reads the bytes of a spec file without parsing them.
     *
     * @param option the option with this file, for the message
     * @param file at most {@link #BYTES_MAX} long
     * @return its content
     * @throws BadInputException when the file cannot be read or is too large
     */
    public static byte[] bytes(String option, Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new BadInputException(
                        option + ": " + file + " is a directory; give a file with one JSON object per line");
            }
            long size = Files.size(file);
            if (size > BYTES_MAX) {
                throw new BadInputException(
                        file + ": has " + size + " bytes, allowed are " + BYTES_MAX + "; split the file");
            }
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new BadInputException(
                    option + ": cannot read " + file + " ("
                            + unreadable.getClass().getSimpleName()
                            + "); check that it exists and that you may read it",
                    unreadable);
        }
    }

    /**
     * Reads specs from memory.
     *
     * @param source the name of the input in messages
     * @param bytes UTF-8
     * @return the processes in the order of the lines; at least one
     * @throws BadInputException when a line is invalid or there is none; the message states source, line, value and
     *     remedy
     */
    public List<Wanted> parse(String source, byte[] bytes) {
        var wanted = new ArrayList<Wanted>();
        var lineOf = new HashMap<String, Integer>();
        int number = 0;
        for (String line : text(source, bytes).lines().toList()) {
            number++;
            if (!line.isBlank()) {
                wanted.add(parseLine(source, number, line, lineOf));
            }
        }
        if (wanted.isEmpty()) {
            throw new BadInputException(source + ": contains no process; write one JSON object per line, such as "
                    + "{\"id\":\"a\",\"type\":\"echo\"}");
        }
        return List.copyOf(wanted);
    }

    private static String text(String source, byte[] bytes) {
        var input = ByteBuffer.wrap(bytes);
        var output = CharBuffer.allocate(bytes.length);
        if (StandardCharsets.UTF_8.newDecoder().decode(input, output, true).isError()) {
            long line = 1
                    + IntStream.range(0, input.position())
                            .filter(index -> bytes[index] == '\n')
                            .count();
            throw new BadInputException(source + ':' + line + ": is not UTF-8 text; save the file as UTF-8");
        }
        String text = output.flip().toString();
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private Wanted parseLine(String source, int number, String line, Map<String, Integer> lineOf) {
        try {
            Wanted wanted = lines.parse(line);
            types.check(json.typed(wanted.spec()));
            Integer earlier = lineOf.putIfAbsent(wanted.id(), number);
            if (earlier != null) {
                throw new IllegalArgumentException(
                        "id '" + wanted.id() + "' is already in line " + earlier + "; give each process its own id");
            }
            return wanted;
        } catch (IllegalArgumentException wrong) {
            throw new BadInputException(source + ':' + number + ": " + oneLine(wrong), wrong);
        }
    }

    /** A complaint may quote characters that break a line or control a terminal. */
    private static String oneLine(IllegalArgumentException complaint) {
        var line = new StringBuilder(String.valueOf(complaint.getMessage()));
        for (int at = 0; at < line.length(); at++) {
            char character = line.charAt(at);
            if (Character.isISOControl(character) || character == '\u2028' || character == '\u2029') {
                line.setCharAt(at, ' ');
            }
        }
        return line.toString();
    }
}
