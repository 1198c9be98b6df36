package io.processhub.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The inputs of a fuzz test that are kept, each in a file of its own, whose name says what it is. The fuzzer begins
 * with them and changes them.
 *
 * @param folder where the fuzzer expects them
 */
public record Corpus(Path folder) {
    private static final boolean WRITE = Boolean.getBoolean("fuzz.write");

    /**
     * The corpus of a fuzz test.
     *
     * @param test the class
     * @return its corpus, which may be empty
     */
    public static Corpus of(Class<?> test) {
        return new Corpus(Path.of("src", "test", "resources", test.getName().replace('.', '/') + "Inputs"));
    }

    /** {@return all inputs} */
    public List<byte[]> inputs() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(Corpus::read).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Asserts that the corpus holds these inputs; writes those that it lacks on request.
     *
     * @param expected by the name of the file
     */
    public void holds(Map<String, byte[]> expected) {
        if (WRITE) {
            expected.forEach(this::write);
        }
        assertThat(expected)
                .allSatisfy((name, input) -> assertThat(folder.resolve(name))
                        .as("missing or old; repeat with -Dfuzz.write=true")
                        .hasBinaryContent(input));
    }

    private void write(String name, byte[] input) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(name), input);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
