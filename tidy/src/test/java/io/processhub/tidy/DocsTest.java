package io.processhub.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DocsTest {
    private static final Sources SOURCES = Sources.ofRepository();
    private static final Path GUIDE = Path.of("docs/GUIDE.md");
    private static final int README_HEAD_LINES = 60;

    @TempDir
    private Path root;

    @Test
    void linksLeadSomewhereAndSnippetsAreCompiledCode() {
        assertThat(SOURCES.endingIn(".md").stream()
                        .flatMap(path -> Docs.check(SOURCES.root(), path, SOURCES.read(path)).stream()))
                .isEmpty();
    }

    @Test
    void namesOfMembersExist() {
        var names = new DocNames(
                SOURCES.java(),
                SOURCES.endingIn(".proto").stream().map(SOURCES::read).toList());

        assertThat(SOURCES.endingIn(".md").stream()
                        .filter(path -> !path.endsWith("CHANGELOG.md"))
                        .flatMap(path -> names.check(path, SOURCES.read(path)).stream()))
                .isEmpty();
    }

    @Test
    void theReadmeSaysAtOnceHowToBuildAndToRun() {
        assertThat(SOURCES.endingIn("README.md").stream()
                        .filter(path -> path.getNameCount() == 1)
                        .map(path -> head(SOURCES.read(path))))
                .allSatisfy(head -> assertThat(head).contains("mvn verify").contains("./processhub demo"));
    }

    private static String head(String text) {
        return String.join("\n", text.lines().limit(README_HEAD_LINES).toList());
    }

    @Test
    void theReadmeIsReadToItsHeadOnly() {
        assertThat(head("a\n".repeat(README_HEAD_LINES) + "mvn verify")).doesNotContain("mvn");
    }

    @Test
    void theChangelogKeepsItsForm() {
        var path = Path.of("CHANGELOG.md");

        assertThat(Changelog.check(path, SOURCES.read(path))).isEmpty();
    }

    @Test
    void theLicenceIsApache() {
        assertThat(SOURCES.read(Path.of("LICENSE")).strip())
                .startsWith("Apache License")
                .contains("Version 2.0, January 2004");
    }

    private List<Finding> found(String text) {
        return Docs.check(root, GUIDE, text);
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[gone](GONE.md)",
                "![gone](gone.png \"a title\")",
                "[gone]: ../GONE.md",
                "<img src=\"gone.svg\">",
                "[there](THERE.md#gone)",
                "[here](#gone)"
            })
    void aDeadLinkIsFound(String link) throws IOException {
        write("docs/THERE.md", "# There");

        assertThat(found("# Here\n\n" + link + "\n")).singleElement().asString().startsWith("docs/GUIDE.md:3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[there](THERE.md)",
                "[there](../docs/THERE.md#once-there-was)",
                "[here](#here)",
                "[out](https://example.org/x)",
                "`[code](gone)`",
                "```\n[code](gone)\n```"
            })
    void aGoodLinkIsNot(String link) throws IOException {
        write("docs/THERE.md", "# Once, there was");

        assertThat(found("# Here\n\n" + link + "\n")).isEmpty();
    }

    @Test
    void aSnippetIsItsRegion() throws IOException {
        write("a/A.java", "class A {\n    // tag::f[]\n    void f() {\n        g();\n    }\n    // end::f[]\n}\n");
        var mark = "<!-- snippet: a/A.java#f -->\n";

        assertThat(found(mark + "```java\nvoid f() {\n    g();\n}\n```\n")).isEmpty();
        assertThat(found(mark + "```java\nvoid f() {\n    h();\n}\n```\n")).hasSize(1);
        assertThat(found(mark.replace("#f", "#gone") + "```java\nvoid f() {}\n```\n"))
                .hasSize(1);
        assertThat(found(mark.replace("a/A", "a/B") + "```java\nvoid f() {}\n```\n"))
                .hasSize(1);
        assertThat(found(mark + "\nNo code.\n")).hasSize(1);
    }

    private static List<Finding> named(String document) {
        var java = "class Hub extends Base { int size; void stop() {} enum Phase { RUNNING } } "
                + "class Base { record Part(int weight) {} }";
        var protocol =
                "message Node {\n // a = 1;\n oneof kind { Start start = 1; }\n message Stamp { int64 time = 2; }\n}\n";
        return new DocNames(List.of(SourceFile.of("core/src/main/java/Hub.java", java)), List.of(protocol))
                .check(GUIDE, document);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "`Hub.start`",
                "`Hub.start()`",
                "`Base.Phase`",
                "`Hub.Phase.STOPPED`",
                "`Phase.Hub.stop`",
                "`Gone.stop`",
                "`Node.a`",
                "`Node.time`",
                "`Thread.gone`",
                "`loop.Hub.start`"
            })
    void aMemberThatIsNotThereIsFound(String name) {
        assertThat(named("# A\n\nCall " + name + ".\n"))
                .singleElement()
                .asString()
                .startsWith("docs/GUIDE.md:3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "`Hub.stop`",
                "`Hub.stop(1, now)`",
                "`Hub.size`",
                "`Hub.Phase.RUNNING`",
                "`Hub.Part.weight`",
                "`loop.Hub.stop`",
                "`Thread.interrupt`",
                "`CompletableFuture.join()`",
                "`Node.start`",
                "`Stamp.time`",
                "`Hub.java`",
                "`Gone`",
                "Gone.stop",
                "`hub.start()`"
            })
    void aMemberThatIsThereIsNot(String name) {
        assertThat(named("# A\n\nCall " + name + ".\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# Changes\n\n## Unreleased\n",
                "# Changelog\n",
                "# Changelog\n\n## Soon\n",
                "# Changelog\n\n## 1.0.0\n",
                "# Changelog\n\n## Unreleased\n\n### Removed\n",
                "# Changelog\n\n## Unreleased\n\n- something\n"
            })
    void aShapelessChangelogIsFound(String text) {
        assertThat(Changelog.check(Path.of("CHANGELOG.md"), text)).isNotEmpty();
    }

    @Test
    void aChangelogOfVersionsAndSectionsIsGood() {
        var text = """
                # Changelog

                ## [Unreleased]

                ### Added

                - a

                ## 1.0.0 - 2026-01-31

                ### Fixed
                - b
                  more
                """;

        assertThat(Changelog.check(Path.of("CHANGELOG.md"), text)).isEmpty();
    }
}
