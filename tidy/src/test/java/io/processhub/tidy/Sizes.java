package io.processhub.tidy;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.lang.model.element.Modifier;

/** How long, wide and deep code may be. The exemptions are forms that are long without being hard to read. */
final class Sizes {
    static final int FILE_LINES_MAX = 400;

    /** Above this a file is listed at each build: it may soon have two subjects. */
    static final int FILE_LINES_ADVISED = 300;

    static final int METHOD_LINES_MAX = 40;
    static final int PARAMETERS_MAX = 5;
    static final int NESTING_MAX = 3;
    static final int COLUMNS_MAX = 120;

    private final SourceFile file;
    private final List<Finding> findings = new ArrayList<>();

    private Sizes(SourceFile file) {
        this.file = file;
    }

    static List<Finding> check(SourceFile file) {
        var sizes = new Sizes(file);
        sizes.fileLines();
        sizes.findings.addAll(Columns.check(file));
        Walk.classes(file, sizes::methods);
        sizes.findings.addAll(Nesting.check(file));
        return sizes.findings;
    }

    /** {@return one line for each file that is longer than advised, the longest first} */
    static List<String> advice(List<SourceFile> files) {
        return files.stream()
                .filter(file -> lines(file) > FILE_LINES_ADVISED)
                .sorted(Comparator.comparingLong((SourceFile file) -> lines(file))
                        .reversed())
                .map(file -> lines(file) + " " + file.path())
                .toList();
    }

    private void fileLines() {
        long lines = lines(file);
        if (lines > FILE_LINES_MAX) {
            findings.add(new Finding(file.path(), 1, lines + " lines; a file has at most " + FILE_LINES_MAX));
        }
    }

    private static long lines(SourceFile file) {
        return file.text().lines().count() - headerLines(file);
    }

    /** A licence says nothing about the code below it. */
    private static long headerLines(SourceFile file) {
        int end = file.text().startsWith("/*") ? file.text().indexOf("*/") : -1;
        String header = file.text().substring(0, Math.max(0, end));
        return header.contains("icense") ? header.lines().count() : 0;
    }

    private void methods(ClassTree owner) {
        for (Tree member : owner.getMembers()) {
            if (member instanceof MethodTree method) {
                methodLines(method);
                parameters(owner, method);
            }
        }
    }

    private void methodLines(MethodTree method) {
        BlockTree body = method.getBody();
        if (body != null && file.lines(body) > METHOD_LINES_MAX && !tabulates(body)) {
            findings.add(file.finding(
                    body,
                    method.getName() + " has " + file.lines(body) + " lines; a method has at most "
                            + METHOD_LINES_MAX));
        }
    }

    /** Whether a body is one switch of one-line cases, that is, a table. */
    private boolean tabulates(BlockTree body) {
        List<? extends CaseTree> cases = Walk.casesOf(body);
        return !cases.isEmpty()
                && cases.stream()
                        .map(CaseTree::getBody)
                        .allMatch(tree -> tree != null && !(tree instanceof BlockTree) && file.lines(tree) == 1);
    }

    /**
     * Who overrides did not choose the parameters, and the components of a record are not parameters but its content.
     */
    private void parameters(ClassTree owner, MethodTree method) {
        int count = method.getParameters().size();
        boolean canonical = owner.getKind() == Tree.Kind.RECORD
                && method.getName().contentEquals("<init>")
                && count == components(owner);
        if (count > PARAMETERS_MAX && !canonical && !Walk.overrides(method)) {
            findings.add(file.finding(
                    method,
                    method.getName() + " has " + count + " parameters; at most " + PARAMETERS_MAX
                            + ", then a record says what they are together"));
        }
    }

    private static long components(ClassTree record) {
        return record.getMembers().stream()
                .filter(member -> member instanceof VariableTree field
                        && !field.getModifiers().getFlags().contains(Modifier.STATIC))
                .count();
    }
}
