package io.processhub.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Whether {@code `Type.member`} of a document exists. Types and messages of the protocol are known by their simple
 * name, and two of the same name count as one; what a type inherits counts as its own. What is not ours must be in the
 * Java library.
 */
final class DocNames {
    private static final Pattern FENCED = Pattern.compile("(?ms)^( *)(```|~~~).*?^\\1\\2\\s*?$");
    private static final Pattern NAME =
            Pattern.compile("`(?:[a-z]\\w*\\.)*([A-Z]\\w*(?:\\.[A-Z]\\w*)*)\\.([A-Za-z]\\w*)(?:\\([^`\n]*\\))?`");
    private static final Pattern MESSAGE_PART =
            Pattern.compile("//[^\n]*|\\bmessage (\\w+) \\{|(\\{)|(\\w+) = \\d+[^;]*;|\\}");
    private static final Set<String> FILES = Set.of("java", "md", "json", "yml", "yaml", "xml", "proto", "txt");
    private static final List<String> LIBRARY = List.of(
            "java.lang.",
            "java.lang.invoke.",
            "java.util.",
            "java.util.concurrent.",
            "java.util.function.",
            "java.util.stream.",
            "java.time.",
            "java.nio.file.");

    /** The members of each type, and under the same name the types that it inherits from. */
    private final Map<String, Set<String>> members = new HashMap<>();

    private final Map<String, Set<String>> parents = new HashMap<>();

    DocNames(List<SourceFile> sources, List<String> protocols) {
        sources.forEach(file -> Walk.classes(file, this::add));
        protocols.forEach(this::addMessages);
    }

    /** A field of a message in a message counts for the inner one; a message that ends gives back to the outer one. */
    private void addMessages(String protocol) {
        var open = new ArrayDeque<String>();
        MESSAGE_PART.matcher(protocol).results().forEach(part -> {
            if (part.group(1) != null) {
                open.push(part.group(1));
                members.computeIfAbsent(part.group(1), ignored -> new HashSet<>());
            } else if (part.group(2) != null) {
                open.push(open.isEmpty() ? "" : open.peek());
            } else if (part.group(3) != null && !open.isEmpty()) {
                members.computeIfAbsent(open.peek(), ignored -> new HashSet<>()).add(part.group(3));
            } else if (part.group().equals("}")) {
                open.poll();
            }
        });
    }

    private void add(ClassTree type) {
        String name = type.getSimpleName().toString();
        Set<String> own = members.computeIfAbsent(name, ignored -> new HashSet<>());
        for (Tree member : type.getMembers()) {
            switch (member) {
                case MethodTree method -> own.add(method.getName().toString());
                case VariableTree field -> own.add(field.getName().toString());
                case ClassTree nested -> own.add(nested.getSimpleName().toString());
                default -> {}
            }
        }
        Set<String> inherited = parents.computeIfAbsent(name, ignored -> new HashSet<>());
        type.getImplementsClause().forEach(parent -> inherited.add(simple(parent.toString())));
        if (type.getExtendsClause() != null) {
            inherited.add(simple(type.getExtendsClause().toString()));
        }
    }

    /** A type without its package and its arguments. */
    private static String simple(String type) {
        String raw = type.replaceAll("<.*", "");
        return raw.substring(raw.lastIndexOf('.') + 1);
    }

    /** Checks one Markdown file. */
    List<Finding> check(Path path, String text) {
        String prose = FENCED.matcher(text).replaceAll(code -> code.group().replaceAll("[^\n]", " "));
        var findings = new ArrayList<Finding>();
        NAME.matcher(prose)
                .results()
                .filter(found -> !FILES.contains(found.group(2)) && !exists(found))
                .forEach(found -> findings.add(new Finding(
                        path, line(prose, found), found.group() + " is neither ours nor of the Java library")));
        return findings;
    }

    private static long line(String text, MatchResult found) {
        return text.substring(0, found.start()).chars().filter(c -> c == '\n').count() + 1;
    }

    private boolean exists(MatchResult found) {
        String type = found.group(1);
        String member = found.group(2);
        String innermost = simple(type);
        return members.containsKey(innermost) ? ours(type) && has(innermost, member) : library(type, member);
    }

    /** Whether each type of a path such as {@code Node.Channel} is declared in the one before. */
    private boolean ours(String path) {
        String[] types = path.split("\\.", -1);
        for (int i = 1; i < types.length; i++) {
            if (!has(types[i - 1], types[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean has(String type, String member) {
        return members.getOrDefault(type, Set.of()).contains(member)
                || parents.getOrDefault(type, Set.of()).stream().anyMatch(parent -> has(parent, member));
    }

    private static boolean library(String type, String member) {
        return LIBRARY.stream()
                .map(folder -> loaded(folder + type.replace('.', '$')))
                .flatMap(List::stream)
                .anyMatch(found -> List.of(found.getMethods()).stream()
                                .anyMatch(method -> method.getName().equals(member))
                        || List.of(found.getFields()).stream()
                                .anyMatch(field -> field.getName().equals(member)));
    }

    private static List<Class<?>> loaded(String name) {
        try {
            return List.of(Class.forName(name, false, ClassLoader.getPlatformClassLoader()));
        } catch (ClassNotFoundException elsewhere) {
            return List.of();
        }
    }
}
