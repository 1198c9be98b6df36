package io.processhub.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether the document on parity is complete: each section and each weakness is in it, each row has a verdict, and each
 * verdict has what it needs. What is the same or better is shown by tests, what is different has a reason, and what
 * comes later is planned.
 */
final class Parity {
    private static final Pattern SECTION = Pattern.compile("#{2,3} (\\d+(?:\\.\\d+)?) .*");
    private static final Pattern VERDICT = Pattern.compile("(same|better|different|later)(?:: (\\S.*))?");
    private static final Pattern TESTS = Pattern.compile("`\\w+\\.\\w+`(, `\\w+\\.\\w+`)*");
    private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)`");
    private static final Pattern WEAKNESS = Pattern.compile("(W\\d+) .*");
    private static final int SECTIONS = 22;
    private static final int TEST_SECTIONS = 2;
    private static final int WEAKNESSES = 40;

    private final Map<String, Set<String>> tests;
    private final Path path;
    private final List<String> lines;
    private final Set<String> planned;
    private final Set<String> numbers = new HashSet<>();
    private final List<Finding> findings = new ArrayList<>();

    private Parity(Map<String, Set<String>> tests, Path path, String text) {
        this.tests = tests;
        this.path = path;
        this.lines = text.lines().toList();
        this.planned = planned(lines);
    }

    /** {@return the names of the tests in each class; classes of the same simple name count as one} */
    static Map<String, Set<String>> tests(List<SourceFile> files) {
        var tests = new HashMap<String, Set<String>>();
        files.forEach(file -> Walk.classes(file, type -> add(type, tests)));
        return tests;
    }

    private static void add(ClassTree type, Map<String, Set<String>> tests) {
        Walk.methods(type).stream()
                .filter(Names::tests)
                .map(MethodTree::getName)
                .forEach(
                        name -> tests.computeIfAbsent(type.getSimpleName().toString(), ignored -> new LinkedHashSet<>())
                                .add(name.toString()));
    }

    /** The entries of the list below the last heading. */
    private static Set<String> planned(List<String> lines) {
        int heading = lines.indexOf("## Planned");
        var planned = new LinkedHashSet<String>();
        lines.subList(heading + 1, lines.size()).stream()
                .filter(line -> line.startsWith("- "))
                .forEach(line -> planned.add(line.substring(2)));
        return planned;
    }

    /** Checks the document against the tests that there are. */
    static List<Finding> check(Map<String, Set<String>> tests, Path path, String text) {
        var parity = new Parity(tests, path, text);
        parity.rows();
        parity.missing();
        return parity.findings;
    }

    private void rows() {
        boolean inSection = false;
        for (int line = 1; line <= lines.size(); line++) {
            String text = lines.get(line - 1);
            Matcher section = SECTION.matcher(text);
            if (text.startsWith("#")) {
                inSection = section.matches() || (inSection && text.startsWith("###"));
            }
            if (section.matches() && !numbers.add(section.group(1))) {
                add(line, "section " + section.group(1) + " is there twice");
            } else if (inSection && text.startsWith("| ") && !heads(line)) {
                row(line, text);
            }
        }
    }

    /** A row of a table before the line that separates its head, or that line. */
    private boolean heads(int line) {
        return lines.get(line - 1).startsWith("| ---")
                || (line < lines.size() && lines.get(line).startsWith("| ---"));
    }

    private void row(int line, String text) {
        String[] cells = text.split("\\|", -1);
        if (cells.length != 5) {
            add(line, "a row has three cells: what, the verdict, the tests");
            return;
        }
        Matcher weakness = WEAKNESS.matcher(cells[1].strip());
        if (weakness.matches() && !numbers.add(weakness.group(1))) {
            add(line, weakness.group(1) + " is there twice");
        }
        Matcher verdict = VERDICT.matcher(cells[2].strip());
        if (!verdict.matches()) {
            add(line, "'" + cells[2].strip() + "' does not begin with same, better, different or later");
        } else {
            verdict(line, verdict, cells[3].strip());
        }
    }

    private void verdict(int line, Matcher verdict, String shownBy) {
        boolean reason = verdict.group(2) != null;
        switch (verdict.group(1)) {
            case "later" -> {
                if (!planned.contains(verdict.group(2)) || !shownBy.isEmpty()) {
                    add(line, "what comes later is one of " + planned + ", and has no test");
                }
            }
            case "same" -> {
                if (reason) {
                    add(line, "what is the same needs no more words");
                }
                shown(line, shownBy);
            }
            default -> {
                if (!reason) {
                    add(line, "say what is " + verdict.group(1) + ", as in '" + verdict.group(1) + ": one each'");
                }
                if (!shownBy.isEmpty() || verdict.group(1).equals("better")) {
                    shown(line, shownBy);
                }
            }
        }
    }

    private void shown(int line, String shownBy) {
        if (!TESTS.matcher(shownBy).matches()) {
            add(line, "'" + shownBy + "' is no list of tests, such as `AskTest.aSilentProcessTimesOut`");
            return;
        }
        TEST.matcher(shownBy)
                .results()
                .filter(test -> !tests.getOrDefault(test.group(1), Set.of()).contains(test.group(2)))
                .forEach(test -> add(line, test.group() + " is no test"));
    }

    private void missing() {
        Stream.of(
                        IntStream.rangeClosed(1, SECTIONS).mapToObj(number -> "1." + number),
                        IntStream.rangeClosed(1, TEST_SECTIONS).mapToObj(number -> "2." + number),
                        IntStream.rangeClosed(1, WEAKNESSES).mapToObj(number -> "W" + number))
                .flatMap(all -> all)
                .filter(number -> !numbers.contains(number))
                .forEach(number -> add(lines.size(), number + " is missing"));
    }

    private void add(int line, String what) {
        findings.add(new Finding(path, line, what));
    }
}
