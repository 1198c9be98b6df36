package io.processhub.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FormatTest {
    private static final boolean FIX = Boolean.getBoolean("tidy.fix");
    private static final String UNDER = System.getProperty("tidy.under", "");
    private static final JavaFormatterOptions.Style STYLE = JavaFormatterOptions.Style.PALANTIR;
    private static final Formatter FORMATTER = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(STYLE).formatJavadoc(true).build());

    @TempDir
    private Path folder;

    /**
     * Goal: one layout for all files. Method: a test rather than a plugin, because the formatter needs the build's JDK
     * and a plugin would get Maven's.
     */
    @Test
    void everySourceFileIsFormatted() throws IOException, FormatterException {
        var sources = Sources.ofRepository();
        List<Path> unformatted = unformatted(sources, path -> UNDER.isEmpty() || path.startsWith(UNDER));

        if (FIX) {
            rewrite(sources, unformatted);
        } else {
            assertThat(unformatted)
                    .as("not formatted; run: mvn -pl tidy -am verify -Dtidy.fix=true")
                    .isEmpty();
        }
    }

    private static List<Path> unformatted(Sources sources, Predicate<Path> wanted) throws FormatterException {
        var found = new ArrayList<Path>();
        for (Path path : sources.endingIn(".java")) {
            String before = sources.read(path);
            if (wanted.test(path) && !before.equals(format(before))) {
                found.add(path);
            }
        }
        return found;
    }

    private static void rewrite(Sources sources, List<Path> paths) throws IOException, FormatterException {
        for (Path path : paths) {
            Files.writeString(sources.root().resolve(path), format(sources.read(path)));
        }
    }

    private static String format(String source) throws FormatterException {
        return FORMATTER.formatSource(
                RemoveUnusedImports.removeUnusedImports(ImportOrderer.reorderImports(source, STYLE)));
    }

    @Test
    void disorderIsFoundAndRepaired() throws IOException, FormatterException {
        var file = Path.of("A.java");
        var sources = new Sources(folder, List.of(file));
        Files.writeString(folder.resolve(file), "import java.util.Map; import java.util.List; class A{List<A>  all;}");

        List<Path> before = unformatted(sources, path -> true);
        rewrite(sources, before);

        assertThat(before).containsExactly(file);
        assertThat(unformatted(sources, path -> true)).isEmpty();
        assertThat(sources.read(file)).isEqualTo("import java.util.List;\n\nclass A {\n    List<A> all;\n}\n");
    }
}
