package io.processhub.testkit.weakness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.processhub.ProcessHub;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * The hub with something broken. A snippet of its source is replaced by another, the class is compiled, and everything
 * is loaded once more around it, so that a scenario runs on the damaged hub as it runs on the real one. A snippet that
 * does not occur exactly once is an error: so a mutant cannot outlive the code that it breaks.
 */
public final class Mutant {
    private static final Path SOURCES = Path.of("..", "core", "src", "main", "java");
    private static final String OURS = "io.processhub.";

    /** A damaged hub may break in any way, and logs it; only the verdict of its scenario matters. */
    private static final Logger HUB_LOG = (Logger) LoggerFactory.getLogger(ProcessHub.class.getPackageName());

    /** Whatever the compiler needs besides the hub itself. */
    private static final List<String> LIBRARIES =
            List.of("org.jspecify.annotations.Nullable", "org.slf4j.Logger", "com.google.protobuf.ByteString");

    private final Path classes;

    private Mutant(Path classes) {
        this.classes = classes;
    }

    /**
     * Breaks a class.
     *
     * @param folder for what is made
     * @param type name of the class without {@code io.processhub}
     * @param snippet occurs exactly once in its source
     * @param replacement what stands there instead
     * @return the hub with this broken
     */
    public static Mutant of(Path folder, String type, String snippet, String replacement) {
        return new Mutant(folder).and(type, snippet, replacement);
    }

    /**
     * Breaks something else, too.
     *
     * @param type name of the class without {@code io.processhub}
     * @param snippet occurs exactly once in its source
     * @param replacement what stands there instead
     * @return this
     */
    public Mutant and(String type, String snippet, String replacement) {
        try {
            Path file = Path.of("io", "processhub").resolve(type.replace('.', File.separatorChar) + ".java");
            Path damaged = classes.resolve("source").resolve(file);
            String source = Files.readString(Files.exists(damaged) ? damaged : SOURCES.resolve(file));
            assertThat(occurrences(source, snippet))
                    .as("occurrences in " + file + " of\n" + snippet)
                    .isOne();
            Files.createDirectories(damaged.getParent());
            Files.writeString(damaged, source.replace(snippet, replacement));
            compile(damaged);
            return this;
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static int occurrences(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    private void compile(Path source) {
        ToolProvider compiler = ToolProvider.findFirst("javac").orElseThrow();
        var said = new ByteArrayOutputStream();
        var stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        int result = compiler.run(
                stream,
                stream,
                "-proc:none",
                "-nowarn",
                "-d",
                classes.toString(),
                "-cp",
                classPath(),
                source.toString());
        assertThat(result).as(said.toString(StandardCharsets.UTF_8)).isZero();
    }

    private String classPath() {
        Stream<String> libraries = LIBRARIES.stream().map(Mutant::place);
        return Stream.concat(Stream.of(classes.toString(), place(ProcessHub.class.getName())), libraries)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String place(String type) {
        try {
            return Path.of(Class.forName(type)
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (ReflectiveOperationException | URISyntaxException problem) {
            throw new IllegalStateException("cannot find the library of " + type, problem);
        }
    }

    /**
     * The scenario sees the damage.
     *
     * @param scenario has a constructor without parameters
     */
    public void fails(Class<? extends Runnable> scenario) {
        Runnable damaged = copy(scenario);
        HUB_LOG.setLevel(Level.OFF);
        try {
            assertThatExceptionOfType(AssertionError.class).isThrownBy(damaged::run);
        } finally {
            HUB_LOG.setLevel(null);
        }
    }

    /** The scenario holds: what was replaced was only equipped to be watched. */
    void passes(Class<? extends Runnable> scenario) {
        copy(scenario).run();
    }

    private Runnable copy(Class<? extends Runnable> scenario) {
        try {
            var constructor = new Copies(classes).loadClass(scenario.getName()).getDeclaredConstructor();
            constructor.setAccessible(true);
            return (Runnable) constructor.newInstance();
        } catch (ReflectiveOperationException problem) {
            throw new IllegalStateException("a scenario is a class with a constructor without parameters", problem);
        }
    }

    /** Loads all that is ours once more: the damaged classes from their folder, the others as they are. */
    private static final class Copies extends ClassLoader {
        private final Path damaged;

        Copies(Path damaged) {
            super(Mutant.class.getClassLoader());
            this.damaged = damaged;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(OURS)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? copy(name) : known;
            }
        }

        private Class<?> copy(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            Path replaced = damaged.resolve(file);
            try (InputStream original = Files.exists(replaced)
                    ? Files.newInputStream(replaced)
                    : getParent().getResourceAsStream(file)) {
                if (original == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = original.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException problem) {
                throw new ClassNotFoundException(name, problem);
            }
        }
    }
}
