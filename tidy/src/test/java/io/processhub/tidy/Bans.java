package io.processhub.tidy;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What no source file may contain, and why. */
final class Bans extends TreeScanner<@Nullable Void, List<Finding>> {
    private static final Pattern COMMENT_OR_LITERAL = Pattern.compile(
            "\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*+\"|'(?:\\\\.|[^'\\\\\n])*+'|//[^\n]*|/\\*(?s:.*?)\\*/");
    private static final Pattern POSTPONED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
    private static final Pattern MACHINE_PATH = Pattern.compile("(?<![\\w.*-])/(work|root|home)/");
    private static final Pattern ADDRESS = Pattern.compile("(?<![\\w.])\\d{1,3}(\\.\\d{1,3}){3}(?![\\w.-])");
    private static final Pattern LOOPBACK = Pattern.compile("127\\.0\\.0\\.1");
    private static final Pattern ALL_ADDRESSES = Pattern.compile("(0\\.){3}0");
    private static final Pattern PURE =
            Pattern.compile("core/src/main/java/io/processhub/(coordinator|strategy|registry)/(?!Directory\\.java).*");
    private static final Set<String> SPEAK_TO_THE_CONSOLE = Set.of("console", "benchmarks", "bench");

    private final SourceFile file;

    private Bans(SourceFile file) {
        this.file = file;
    }

    static List<Finding> check(SourceFile file) {
        var findings = new ArrayList<Finding>();
        new Bans(file).scan(file.unit(), findings);
        COMMENT_OR_LITERAL
                .matcher(file.text())
                .results()
                .filter(token -> token.group().startsWith("/"))
                .filter(comment -> POSTPONED.matcher(comment.group()).find())
                .forEach(comment -> findings.add(
                        new Finding(file.path(), line(file.text(), comment), "work put off; do it or open an issue")));
        return findings;
    }

    /** Checks a file of any kind. */
    static List<Finding> check(Path path, String text) {
        return MACHINE_PATH
                .matcher(text)
                .results()
                .map(found -> new Finding(path, line(text, found), "a path that only one machine has"))
                .toList();
    }

    private static long line(String text, MatchResult found) {
        return text.substring(0, found.start()).chars().filter(c -> c == '\n').count() + 1;
    }

    private void add(Tree tree, String what, List<Finding> findings) {
        findings.add(file.finding(tree, what));
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, List<Finding> findings) {
        String name = name(call.getMethodSelect());
        if (name.equals("sleep")) {
            add(call, "sleeping; wait for what is to happen", findings);
        }
        if (name.equals("printStackTrace")) {
            add(call, "printStackTrace; log it or throw it", findings);
        }
        return super.visitMethodInvocation(call, findings);
    }

    private static String name(Tree method) {
        return switch (method) {
            case MemberSelectTree select -> select.getIdentifier().toString();
            case IdentifierTree identifier -> identifier.getName().toString();
            default -> "";
        };
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree select, List<Finding> findings) {
        String text = select.toString();
        if ((text.equals("System.out") || text.equals("System.err")) && !SPEAK_TO_THE_CONSOLE.contains(file.module())) {
            add(select, text + "; only the console speaks to people, everything else logs", findings);
        }
        return super.visitMemberSelect(select, findings);
    }

    @Override
    public @Nullable Void visitAnnotation(AnnotationTree annotation, List<Finding> findings) {
        String name = annotation.getAnnotationType().toString();
        if (name.endsWith("Disabled") || name.endsWith("Ignore")) {
            add(annotation, "a test that does not run; repair it or delete it", findings);
        }
        return super.visitAnnotation(annotation, findings);
    }

    @Override
    public @Nullable Void visitCatch(CatchTree tree, List<Finding> findings) {
        if (tree.getBlock().getStatements().isEmpty()) {
            add(tree, "an empty catch; answer the exception or let it pass", findings);
        }
        return super.visitCatch(tree, findings);
    }

    @Override
    public @Nullable Void visitSynchronized(SynchronizedTree tree, List<Finding> findings) {
        if (PURE.matcher(file.path().toString()).matches()) {
            add(tree, "a lock in code that one thread runs", findings);
        }
        return super.visitSynchronized(tree, findings);
    }

    @Override
    public @Nullable Void visitLiteral(LiteralTree literal, List<Finding> findings) {
        if (literal.getValue() instanceof String text) {
            ADDRESS.matcher(text)
                    .results()
                    .map(MatchResult::group)
                    .filter(this::foreign)
                    .forEach(address ->
                            add(literal, "address " + address + "; code and tests know 127.0.0.1 only", findings));
        }
        return super.visitLiteral(literal, findings);
    }

    /** A server may listen on all addresses, a test may not: it would be open to the network while it runs. */
    private boolean foreign(String address) {
        return !LOOPBACK.matcher(address).matches()
                && (file.test() || !ALL_ADDRESSES.matcher(address).matches());
    }
}
