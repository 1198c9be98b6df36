package io.processhub.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExportsTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Records that callers cannot make by position without a mistake: with many components, or with several of one type in
 * a row, where swapped arguments compile. It counts for the public records of exported packages. Such a record names
 * its construction in one of two ways: it has a method that returns a record of its own type, which is a with-method or
 * a factory, or each place in main code that calls its constructor names the arguments in question in comments, which
 * Error Prone compares with the components.
 */
final class Construction {
    static final int COMPONENTS_MAX = 8;
    static final int ALIKE_MAX = 2;

    private final Set<String> exported = new HashSet<>();
    private final Map<String, List<Site>> sites = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();

    /** A call of a constructor. */
    private record Site(SourceFile file, NewClassTree call) {

        /** {@return whether it is written as this type is: alone, or with this outer class} */
        private boolean names(String type, String outer) {
            String written = call.getIdentifier().toString().replaceFirst("<.*", "");
            return written.equals(type) || written.endsWith(outer + '.' + type);
        }
    }

    private Construction(List<SourceFile> files) {
        files.forEach(this::noteExports);
        files.stream().filter(file -> !file.test()).forEach(this::noteSites);
    }

    static List<Finding> check(List<SourceFile> files) {
        var construction = new Construction(files);
        files.stream().filter(construction::published).forEach(construction::checkFile);
        return construction.findings;
    }

    private void noteExports(SourceFile file) {
        if (file.unit().getModule() != null) {
            for (Tree directive : file.unit().getModule().getDirectives()) {
                if (directive instanceof ExportsTree exports && exports.getModuleNames() == null) {
                    exported.add(file.module() + ':' + exports.getPackageName());
                }
            }
        }
    }

    private void noteSites(SourceFile file) {
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitNewClass(NewClassTree call, @Nullable Void unused) {
                sites.computeIfAbsent(lastWord(call.getIdentifier()), name -> new ArrayList<>())
                        .add(new Site(file, call));
                return super.visitNewClass(call, null);
            }
        }.scan(file.unit(), null);
    }

    /** A type as it is written, without its packages, its outer classes and its arguments. */
    private static String lastWord(@Nullable Tree type) {
        String text = String.valueOf(type).replaceFirst("<.*", "");
        return text.substring(text.lastIndexOf('.') + 1);
    }

    private boolean published(SourceFile file) {
        return !file.test() && exported.contains(file.module() + ':' + file.packageName());
    }

    private void checkFile(SourceFile file) {
        for (Tree type : file.unit().getTypeDecls()) {
            if (type instanceof ClassTree owner
                    && owner.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
                checkType(file, owner, "");
            }
        }
    }

    private void checkType(SourceFile file, ClassTree owner, String outer) {
        if (owner.getKind() == Tree.Kind.RECORD && !offersNames(owner)) {
            checkRecord(file, owner, outer);
        }
        boolean open = owner.getKind() == Tree.Kind.INTERFACE;
        for (Tree member : owner.getMembers()) {
            if (member instanceof ClassTree inner
                    && (open || inner.getModifiers().getFlags().contains(Modifier.PUBLIC))) {
                checkType(file, inner, owner.getSimpleName().toString());
            }
        }
    }

    private static boolean offersNames(ClassTree record) {
        return Walk.methods(record).stream()
                .filter(method -> !method.getModifiers().getFlags().contains(Modifier.PRIVATE))
                .map(MethodTree::getReturnType)
                .anyMatch(type -> type != null
                        && lastWord(type).equals(record.getSimpleName().toString()));
    }

    private void checkRecord(SourceFile file, ClassTree record, String outer) {
        List<VariableTree> components = components(record);
        Set<String> confusable = confusable(components);
        String name = record.getSimpleName().toString();
        boolean positional = sites.getOrDefault(name, List.of()).stream()
                .filter(site -> site.call().getArguments().size() == components.size() && site.names(name, outer))
                .anyMatch(site -> !labels(site, confusable));
        if (positional) {
            String what = "record " + name + " is made by position; its " + String.join(", ", confusable)
                    + " are easily confused: give it parts or with-methods, or comment the arguments";
            findings.add(file.finding(record, what));
        }
    }

    private static List<VariableTree> components(ClassTree record) {
        return record.getMembers().stream()
                .filter(VariableTree.class::isInstance)
                .map(VariableTree.class::cast)
                .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
                .toList();
    }

    /** {@return the components that have to be named where a record is made; none when positions are clear} */
    private static Set<String> confusable(List<VariableTree> components) {
        var names = new LinkedHashSet<String>();
        int first = 0;
        for (int next = 1; next <= components.size(); next++) {
            boolean ends = next == components.size() || !alike(components.get(first), components.get(next));
            if (ends && (next - first > ALIKE_MAX || components.size() > COMPONENTS_MAX)) {
                components
                        .subList(first, next)
                        .forEach(one -> names.add(one.getName().toString()));
            }
            first = ends ? next : first;
        }
        return names;
    }

    private static boolean alike(VariableTree one, VariableTree other) {
        return one.getType().toString().equals(other.getType().toString());
    }

    private static boolean labels(Site site, Set<String> components) {
        String text = site.file().textOf(site.call());
        return components.stream().allMatch(name -> text.contains("/* " + name + "= */"));
    }
}
