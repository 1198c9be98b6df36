package io.processhub.tidy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Whether documents say what is there: links lead somewhere, and code in them is code that compiles. */
final class Docs {
    private static final Pattern FENCED = Pattern.compile("(?ms)^( *)(```|~~~).*?^\\1\\2\\s*?$");
    private static final Pattern INLINE_CODE = Pattern.compile("`[^`\n]+`");
    private static final Pattern LINK = Pattern.compile("\\]\\(\\s*<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\s*\\)"
            + "|(?m:^\\[[^\\]^]+\\]:\\s+(\\S+))"
            + "|(?:src|href)=\"([^\"]+)\"");
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*:.*");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6}\\s+(.+?)\\s*#*$");
    private static final Pattern SNIPPET =
            Pattern.compile("(?m)^<!-- snippet: (\\S+?)#(\\S+) -->\\n(?:```java\\n((?s:.*?))^```$)?");

    private final Path root;
    private final Path path;
    private final String text;
    private final List<Finding> findings = new ArrayList<>();

    private Docs(Path root, Path path, String text) {
        this.root = root;
        this.path = path;
        this.text = text;
    }

    /** Checks one Markdown file; what it refers to is looked for below the root. */
    static List<Finding> check(Path root, Path path, String text) {
        var docs = new Docs(root, path, text);
        docs.links();
        docs.snippets();
        return docs.findings;
    }

    private void links() {
        String prose = blanked(INLINE_CODE, blanked(FENCED, text));
        LINK.matcher(prose).results().forEach(this::link);
    }

    /** Takes code out without moving anything to another line. */
    private static String blanked(Pattern code, String text) {
        return code.matcher(text).replaceAll(found -> found.group().replaceAll("[^\n]", " "));
    }

    private void link(MatchResult found) {
        String target = group(found);
        if (SCHEME.matcher(target).matches()) {
            return;
        }
        int hash = target.indexOf('#');
        String file = hash < 0 ? target : target.substring(0, hash);
        String anchor = hash < 0 ? "" : target.substring(hash + 1);
        Path there = file.isEmpty() ? path : path.resolveSibling(file).normalize();
        if (!there.equals(path) && !Files.exists(root.resolve(there))) {
            add(found, "link to " + target + ", which is not there");
        } else if (!anchor.isEmpty()
                && there.toString().endsWith(".md")
                && !anchors(there).contains(anchor)) {
            add(found, "link to " + target + ", but there is no such heading");
        }
    }

    private static String group(MatchResult found) {
        for (int group = 1; group <= found.groupCount(); group++) {
            if (found.group(group) != null) {
                return found.group(group);
            }
        }
        throw new IllegalStateException("no group in " + found);
    }

    private List<String> anchors(Path document) {
        String there = document.equals(path) ? text : read(document);
        return HEADING.matcher(blanked(FENCED, there))
                .results()
                .map(heading -> anchor(heading.group(1)))
                .toList();
    }

    /** The name that code hosts give a heading: lower case, no punctuation, hyphens for spaces. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private void snippets() {
        SNIPPET.matcher(text).results().forEach(this::snippet);
    }

    private void snippet(MatchResult found) {
        String name = found.group(1) + "#" + found.group(2);
        if (found.group(3) == null) {
            add(found, "no java block follows the snippet " + name);
        } else if (!Files.exists(root.resolve(found.group(1)))) {
            add(found, "snippet of " + name + ", which is not there");
        } else {
            String region = region(read(Path.of(found.group(1))), found.group(2));
            if (region.isEmpty()) {
                add(found, "snippet of " + name + ", but the file has no such region");
            } else if (!region.equals(found.group(3))) {
                add(found, "snippet differs from " + name + ", which says:\n" + region);
            }
        }
    }

    /** {@return the lines between the tags of a region, moved to the left margin; empty when there is none} */
    static String region(String source, String name) {
        List<String> lines = source.lines().toList();
        List<String> marks = lines.stream().map(String::strip).toList();
        int begin = marks.indexOf("// tag::" + name + "[]");
        int end = marks.indexOf("// end::" + name + "[]");
        if (begin < 0 || end <= begin) {
            return "";
        }
        return String.join("\n", lines.subList(begin + 1, end)).stripIndent() + "\n";
    }

    private String read(Path file) {
        return new Sources(root, List.of()).read(file);
    }

    private void add(MatchResult found, String what) {
        long line =
                text.substring(0, found.start()).chars().filter(c -> c == '\n').count() + 1;
        findings.add(new Finding(path, line, what));
    }
}
