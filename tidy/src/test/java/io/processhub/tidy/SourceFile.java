package io.processhub.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A Java file as the compiler's parser sees it; no name in it is resolved.
 *
 * @param path relative to the repository
 * @param text all of it
 * @param unit its tree
 * @param positions where in the text a tree stands
 */
record SourceFile(Path path, String text, CompilationUnitTree unit, SourcePositions positions) {

    /** Parses files; a file that does not parse is a failure of the build, which has compiled it already. */
    static List<SourceFile> parse(Map<Path, String> texts) {
        var javac = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK is needed, not a JRE");
        var problems = new DiagnosticCollector<JavaFileObject>();
        var units = texts.entrySet().stream()
                .map(entry -> new Text(entry.getKey(), entry.getValue()))
                .toList();
        var task = (JavacTask) javac.getTask(null, null, problems, List.of("-proc:none"), null, units);
        var positions = Trees.instance(task).getSourcePositions();
        var files = new ArrayList<SourceFile>();
        for (CompilationUnitTree unit : parsed(task)) {
            var path = Path.of(unit.getSourceFile().toUri().getPath().substring(1));
            files.add(new SourceFile(path, Objects.requireNonNull(texts.get(path)), unit, positions));
        }
        for (var problem : problems.getDiagnostics()) {
            if (problem.getKind() == Diagnostic.Kind.ERROR) {
                throw new IllegalArgumentException(problem.toString());
            }
        }
        return files;
    }

    private static Iterable<? extends CompilationUnitTree> parsed(JavacTask task) {
        try {
            return task.parse();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Parses one text as if it stood at a path. */
    static SourceFile of(String path, String text) {
        return parse(Map.of(Path.of(path), text)).getFirst();
    }

    /** {@return the Maven module, which is the first folder} */
    String module() {
        return path.getName(0).toString();
    }

    /** {@return its package, or nothing for the unnamed one and for {@code module-info}} */
    String packageName() {
        return unit.getPackageName() == null ? "" : unit.getPackageName().toString();
    }

    /** {@return whether it is code that only tests use} */
    boolean test() {
        return path.toString().contains("src/test/");
    }

    /** {@return the text of a tree} */
    String textOf(Tree tree) {
        return text.substring(start(tree), end(tree));
    }

    private int start(Tree tree) {
        return (int) positions.getStartPosition(unit, tree);
    }

    private int end(Tree tree) {
        return (int) positions.getEndPosition(unit, tree);
    }

    /** {@return the line a tree begins on, from 1} */
    long firstLine(Tree tree) {
        return unit.getLineMap().getLineNumber(start(tree));
    }

    /** {@return the line a tree ends on, from 1} */
    long lastLine(Tree tree) {
        return unit.getLineMap().getLineNumber(Math.max(start(tree), end(tree) - 1));
    }

    /** {@return on how many lines a tree stands} */
    long lines(Tree tree) {
        return lastLine(tree) - firstLine(tree) + 1;
    }

    /** {@return a finding at the first line of a tree} */
    Finding finding(Tree tree, String what) {
        return new Finding(path, firstLine(tree), what);
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(Path path, String text) {
            super(URI.create("text:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
