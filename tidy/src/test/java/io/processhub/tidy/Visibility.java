package io.processhub.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExportsTree;
import com.sun.source.tree.Tree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/**
 * How much of core can be seen: few public types in the packages that it exports, and at least half of its types
 * package-private. Top-level types count; a nested one belongs to the type around it.
 */
final class Visibility {
    static final int EXPORTED_TYPES_MAX = 75;

    private static final Path CORE = Path.of("core", "src", "main", "java");

    private Visibility() {}

    private record Type(String packageName, String name, boolean open) {
        static Type of(SourceFile file, ClassTree tree) {
            boolean open = tree.getModifiers().getFlags().contains(Modifier.PUBLIC);
            return new Type(file.packageName(), tree.getSimpleName().toString(), open);
        }
    }

    /** {@return one sentence for each bound that is passed} */
    static List<String> check(List<SourceFile> repository) {
        List<SourceFile> files =
                repository.stream().filter(file -> file.path().startsWith(CORE)).toList();
        Set<String> exported = files.stream().flatMap(Visibility::exports).collect(Collectors.toSet());
        List<Type> types = files.stream().flatMap(Visibility::types).toList();
        List<Type> open = types.stream().filter(Type::open).toList();
        var findings = new ArrayList<String>();
        long seen = open.stream()
                .filter(type -> exported.contains(type.packageName()))
                .count();
        if (seen > EXPORTED_TYPES_MAX) {
            findings.add(seen + " public types in exported packages; at most " + EXPORTED_TYPES_MAX
                    + ": nest a type in the one whose word it is, or hide it");
        }
        if (open.size() * 2 > types.size()) {
            findings.add(open.size() + " of " + types.size() + " types are public; at most half, and of those that no"
                    + " other module sees: " + names(open, exported));
        }
        return findings;
    }

    private static Stream<String> exports(SourceFile file) {
        return file.unit().getModule() == null
                ? Stream.of()
                : file.unit().getModule().getDirectives().stream()
                        .filter(ExportsTree.class::isInstance)
                        .map(directive ->
                                ((ExportsTree) directive).getPackageName().toString());
    }

    private static Stream<Type> types(SourceFile file) {
        Stream<? extends Tree> declared = file.unit().getTypeDecls().stream();
        return declared.filter(ClassTree.class::isInstance).map(tree -> Type.of(file, (ClassTree) tree));
    }

    private static String names(List<Type> open, Set<String> exported) {
        return open.stream()
                .filter(type -> !exported.contains(type.packageName()))
                .map(Type::name)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
