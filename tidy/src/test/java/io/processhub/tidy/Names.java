package io.processhub.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** How types and methods may be called, and how packages are filled. */
final class Names {
    static final int PACKAGE_TYPES_MAX = 24;

    private static final Set<String> EMPTY_WORDS = Set.of(
            "Impl",
            "Abstract",
            "Base",
            "Default",
            "Internal",
            "Util",
            "Utils",
            "Helper",
            "Helpers",
            "Manager",
            "Common",
            "Misc");
    private static final Set<String> TEST_ANNOTATIONS = Set.of(
            "Test",
            "ParameterizedTest",
            "RepeatedTest",
            "TestFactory",
            "TestTemplate",
            "Seeds",
            "Benchmark",
            "FuzzTest");
    private static final Pattern WORD_STARTS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_");
    private static final Pattern I_PREFIX = Pattern.compile("I[A-Z][a-z].*");
    private static final Pattern BEAN_ACCESSOR = Pattern.compile("(get|set|is)[A-Z].*");
    private static final Pattern TEST_CLASS = Pattern.compile(".*(Test|IT|Contract|Benchmark)");
    private static final Pattern TEST_PREFIX = Pattern.compile("(test|should)([A-Z_].*)?");

    private final SourceFile file;
    private final List<Finding> findings = new ArrayList<>();

    private Names(SourceFile file) {
        this.file = file;
    }

    static List<Finding> check(SourceFile file) {
        var names = new Names(file);
        Walk.classes(file, names::type);
        return names.findings;
    }

    private void type(ClassTree type) {
        String name = type.getSimpleName().toString();
        for (String word : WORD_STARTS.splitAsStream(name).toList()) {
            if (EMPTY_WORDS.contains(word)) {
                add(type, name + " contains '" + word + "'; name it for what makes it different");
            }
        }
        if (I_PREFIX.matcher(name).matches()) {
            add(type, name + " has the prefix I; name it for what it is");
        }
        Walk.methods(type).forEach(this::accessor);
        tests(type, name);
    }

    private void accessor(MethodTree method) {
        String name = method.getName().toString();
        if (BEAN_ACCESSOR.matcher(name).matches() && !Walk.overrides(method)) {
            add(method, name + " has a bean prefix; drop it, or say what the method does");
        }
    }

    private void tests(ClassTree type, String name) {
        List<MethodTree> tests =
                Walk.methods(type).stream().filter(Names::tests).toList();
        if (!tests.isEmpty() && !TEST_CLASS.matcher(name).matches()) {
            add(type, name + " has tests; its name ends in Test, IT, Contract or Benchmark");
        }
        for (MethodTree test : tests) {
            if (TEST_PREFIX.matcher(test.getName()).matches()) {
                add(test, test.getName() + " begins with test or should; state what holds");
            }
        }
    }

    /** {@return whether a method is a test, by its annotations} */
    static boolean tests(MethodTree method) {
        return Walk.annotations(method.getModifiers()).stream().anyMatch(TEST_ANNOTATIONS::contains);
    }

    private void add(Tree tree, String what) {
        findings.add(file.finding(tree, what));
    }

    /** Checks what only shows when all files are seen together. */
    static List<Finding> checkPackages(List<SourceFile> files) {
        var findings = new ArrayList<Finding>();
        findings.addAll(crowded(files));
        findings.addAll(unexplained(files));
        return findings;
    }

    /** Tests lie in the package of what they test, and are as many as that needs: only main types are counted. */
    private static List<Finding> crowded(List<SourceFile> files) {
        var types = new TreeMap<Path, Integer>();
        for (SourceFile file : files.stream().filter(file -> !file.test()).toList()) {
            int count = file.unit().getTypeDecls().size();
            types.merge(file.path().resolveSibling(""), count, Integer::sum);
        }
        return types.entrySet().stream()
                .filter(entry -> entry.getValue() > PACKAGE_TYPES_MAX)
                .map(entry -> new Finding(
                        entry.getKey(),
                        1,
                        entry.getValue() + " types; a package has at most " + PACKAGE_TYPES_MAX
                                + ", otherwise it has two subjects"))
                .toList();
    }

    /** One package-info is enough for the main and the test half of a package. */
    private static List<Finding> unexplained(List<SourceFile> files) {
        var explained = new HashSet<List<String>>();
        var first = new TreeMap<String, SourceFile>();
        for (SourceFile file : files) {
            var where = List.of(file.module(), file.packageName());
            if (file.path().endsWith("package-info.java")) {
                explained.add(where);
            } else if (!file.path().endsWith("module-info.java")) {
                first.putIfAbsent(String.join(":", where), file);
            }
        }
        return first.values().stream()
                .filter(file -> !explained.contains(List.of(file.module(), file.packageName())))
                .map(file -> new Finding(file.path(), 1, "package " + file.packageName() + " has no package-info.java"))
                .toList();
    }
}
