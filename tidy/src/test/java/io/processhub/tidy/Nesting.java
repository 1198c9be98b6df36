package io.processhub.tidy;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How deep statements may lie in one another. What counts is control: conditions, loops, switches, try, synchronized
 * and lambdas with a block. An {@code else if} is as deep as its {@code if}, and a method in an anonymous class begins
 * anew. What the scanner passes down is the depth of the tree around.
 */
final class Nesting extends TreeScanner<@Nullable Void, Integer> {
    private final SourceFile file;
    private final List<Finding> findings = new ArrayList<>();

    private Nesting(SourceFile file) {
        this.file = file;
    }

    static List<Finding> check(SourceFile file) {
        var nesting = new Nesting(file);
        nesting.scan(file.unit(), 0);
        return nesting.findings;
    }

    /** Tells of the first level that is too deep only; what lies below it follows from it. */
    private int enter(Tree tree, int depth) {
        if (depth == Sizes.NESTING_MAX) {
            findings.add(file.finding(tree, "nested deeper than " + Sizes.NESTING_MAX + "; give the inside a name"));
        }
        return depth + 1;
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, Integer depth) {
        return super.visitClass(tree, 0);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree tree, Integer depth) {
        return super.visitMethod(tree, 0);
    }

    @Override
    public @Nullable Void visitIf(IfTree tree, Integer depth) {
        int inside = enter(tree, depth);
        scan(tree.getCondition(), inside);
        scan(tree.getThenStatement(), inside);
        return scan(tree.getElseStatement(), tree.getElseStatement() instanceof IfTree ? depth : inside);
    }

    @Override
    public @Nullable Void visitForLoop(ForLoopTree tree, Integer depth) {
        return super.visitForLoop(tree, enter(tree, depth));
    }

    @Override
    public @Nullable Void visitEnhancedForLoop(EnhancedForLoopTree tree, Integer depth) {
        return super.visitEnhancedForLoop(tree, enter(tree, depth));
    }

    @Override
    public @Nullable Void visitWhileLoop(WhileLoopTree tree, Integer depth) {
        return super.visitWhileLoop(tree, enter(tree, depth));
    }

    @Override
    public @Nullable Void visitDoWhileLoop(DoWhileLoopTree tree, Integer depth) {
        return super.visitDoWhileLoop(tree, enter(tree, depth));
    }

    @Override
    public @Nullable Void visitSwitch(SwitchTree tree, Integer depth) {
        return super.visitSwitch(tree, enter(tree, depth));
    }

    @Override
    public @Nullable Void visitSwitchExpression(SwitchExpressionTree tree, Integer depth) {
        return super.visitSwitchExpression(tree, enter(tree, depth));
    }

    @Override
    public @Nullable Void visitTry(TryTree tree, Integer depth) {
        return super.visitTry(tree, enter(tree, depth));
    }

    @Override
    public @Nullable Void visitSynchronized(SynchronizedTree tree, Integer depth) {
        return super.visitSynchronized(tree, enter(tree, depth));
    }

    @Override
    public @Nullable Void visitLambdaExpression(LambdaExpressionTree tree, Integer depth) {
        boolean block = tree.getBody() instanceof BlockTree;
        return super.visitLambdaExpression(tree, block ? enter(tree, depth) : depth);
    }
}
