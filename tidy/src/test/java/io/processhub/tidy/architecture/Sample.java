package io.processhub.tidy.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** Compiles small sources that break a rule, so that the rule can be seen to fail. */
final class Sample {
    private static final Pattern TYPE =
            Pattern.compile("package ([\\w.]+);.*?(?:class|interface|record) (\\w+)", Pattern.DOTALL);

    private Sample() {}

    /** Compiles sources, each with one top-level type, into a folder. */
    static JavaClasses classes(Path folder, String... sources) throws IOException {
        compile(folder, sources);
        return new ClassFileImporter().importPath(folder.resolve("classes"));
    }

    private static void compile(Path folder, String... sources) throws IOException {
        var javac = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK is needed, not a JRE");
        var files = new ArrayList<File>();
        for (String source : sources) {
            files.add(write(folder.resolve("sources"), source).toFile());
        }
        var problems = new DiagnosticCollector<JavaFileObject>();
        var options = List.of("-proc:none", "-d", folder.resolve("classes").toString());
        try (var manager = javac.getStandardFileManager(problems, null, null)) {
            var units = manager.getJavaFileObjectsFromFiles(files);
            if (!javac.getTask(null, manager, problems, options, null, units).call()) {
                throw new IllegalArgumentException("sample does not compile: " + problems.getDiagnostics());
            }
        }
    }

    private static Path write(Path folder, String source) throws IOException {
        Matcher type = TYPE.matcher(source);
        if (!type.find()) {
            throw new IllegalArgumentException("no type in " + source);
        }
        Path file = folder.resolve(type.group(1).replace('.', '/')).resolve(type.group(2) + ".java");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, source);
    }
}
