package io.processhub.tidy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Whether the changelog keeps its form: versions, in them sections, in them entries. */
final class Changelog {
    private static final Pattern VERSION =
            Pattern.compile("## (\\[?Unreleased]?|\\[?\\d+\\.\\d+\\.\\d+(-\\w+)?]? - \\d{4}-\\d{2}-\\d{2})");
    private static final Pattern SECTION = Pattern.compile("### (Added|Changed|Fixed)");

    private final Path path;
    private final List<Finding> findings = new ArrayList<>();
    private boolean inVersion;
    private boolean inSection;

    private Changelog(Path path) {
        this.path = path;
    }

    static List<Finding> check(Path path, String text) {
        var changelog = new Changelog(path);
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals("# Changelog")) {
            changelog.add(1, "a changelog begins with '# Changelog'");
        }
        for (int line = 2; line <= lines.size(); line++) {
            changelog.line(line, lines.get(line - 1));
        }
        if (!changelog.inVersion) {
            changelog.add(lines.size(), "a changelog has at least one version or '## Unreleased'");
        }
        return changelog.findings;
    }

    private void line(int number, String line) {
        if (line.startsWith("### ")) {
            inSection = inVersion && SECTION.matcher(line).matches();
            if (!inSection) {
                add(number, "'" + line + "' is none of Added, Changed, Fixed below a version");
            }
        } else if (line.startsWith("#")) {
            inVersion = VERSION.matcher(line).matches();
            inSection = false;
            if (!inVersion) {
                add(number, "'" + line + "' is neither '## Unreleased' nor '## 1.2.3 - 2026-01-31'");
            }
        } else if (line.startsWith("- ") && !inSection) {
            add(number, "an entry outside a section");
        }
    }

    private void add(int line, String what) {
        findings.add(new Finding(path, line, what));
    }
}
