package io.processhub.tidy;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.util.TreeScanner;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Ways through a tree that several rules go. */
final class Walk {
    private Walk() {}

    /** Visits every class in a file, nested, local and anonymous ones too. */
    static void classes(SourceFile file, Consumer<ClassTree> visitor) {
        new TreeScanner<@Nullable Void, Consumer<ClassTree>>() {
            @Override
            public @Nullable Void visitClass(ClassTree tree, Consumer<ClassTree> consumer) {
                consumer.accept(tree);
                return super.visitClass(tree, consumer);
            }
        }.scan(file.unit(), visitor);
    }

    /** {@return the methods that a class declares itself} */
    static List<MethodTree> methods(ClassTree owner) {
        return owner.getMembers().stream()
                .filter(MethodTree.class::isInstance)
                .map(MethodTree.class::cast)
                .toList();
    }

    /** {@return the names of the annotations, without their packages} */
    static Set<String> annotations(ModifiersTree modifiers) {
        var names = new TreeSet<String>();
        for (AnnotationTree annotation : modifiers.getAnnotations()) {
            String name = annotation.getAnnotationType().toString();
            names.add(name.substring(name.lastIndexOf('.') + 1));
        }
        return names;
    }

    /** {@return whether a method says that it overrides another} */
    static boolean overrides(MethodTree method) {
        return annotations(method.getModifiers()).contains("Override");
    }

    /** {@return the cases of the switch that a body consists of; none when it consists of anything else} */
    static List<? extends CaseTree> casesOf(BlockTree body) {
        if (body.getStatements().size() != 1) {
            return List.of();
        }
        StatementTree only = body.getStatements().getFirst();
        if (only instanceof SwitchTree table) {
            return table.getCases();
        }
        return only instanceof ReturnTree answer && answer.getExpression() instanceof SwitchExpressionTree table
                ? table.getCases()
                : List.of();
    }
}
