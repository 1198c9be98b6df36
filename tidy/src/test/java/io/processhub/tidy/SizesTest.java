package io.processhub.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class SizesTest {
    private static final Logger LOG = LoggerFactory.getLogger(SizesTest.class);

    @Test
    void everythingIsSmall() {
        List<Finding> findings = Sources.ofRepository().java().stream()
                .flatMap(file -> Sizes.check(file).stream())
                .toList();

        assertThat(findings).isEmpty();
    }

    /** Advice only: it is printed and fails nothing. */
    @Test
    void longFilesAreListed() {
        List<String> advice = Sizes.advice(Sources.ofRepository().java());

        LOG.warn("{} files have more than {} lines:", advice.size(), Sizes.FILE_LINES_ADVISED);
        advice.forEach(LOG::warn);
        assertThat(advice).allMatch(line -> line.matches("\\d{3} .*\\.java"));
    }

    @Test
    void adviceBeginsWithTheLongestFile() {
        List<SourceFile> files = Stream.of(300, 301, 350)
                .map(lines -> SourceFile.of("a/A" + lines + ".java", "// x\n".repeat(lines)))
                .toList();

        assertThat(Sizes.advice(files)).containsExactly("350 a/A350.java", "301 a/A301.java");
    }

    private static List<String> found(String text) {
        return Sizes.check(SourceFile.of("core/src/main/java/A.java", text)).stream()
                .map(Finding::what)
                .toList();
    }

    @Test
    void aLongFileIsFound() {
        var lines = "// x\n".repeat(Sizes.FILE_LINES_MAX - 1);

        assertThat(found(lines + "class A {}\n")).isEmpty();
        assertThat(found(lines + "class A {\n}\n")).singleElement().asString().startsWith("401 lines");
    }

    @Test
    void theLicenceIsNotCounted() {
        var lines = "// x\n".repeat(Sizes.FILE_LINES_MAX - 1);

        assertThat(found("/*\n * Licensed to you.\n */\n" + lines + "class A {}\n"))
                .isEmpty();
    }

    @Test
    void aLongMethodIsFound() {
        var calls = "  f();\n".repeat(Sizes.METHOD_LINES_MAX - 2);

        assertThat(found("class A { void f() {\n" + calls + "} }")).isEmpty();
        assertThat(found("class A { void f() {\n" + calls + "  f();\n} }"))
                .singleElement()
                .asString()
                .startsWith("f has 41 lines");
    }

    @Test
    void aTableMayBeLong() {
        var cases = "  case 1 -> 2;\n".repeat(Sizes.METHOD_LINES_MAX);

        assertThat(found("class A { int f(int a) {\nreturn switch (a) {\n" + cases + "};\n} }"))
                .isEmpty();
        assertThat(found("class A { void f(int a) {\nswitch (a) {\n" + cases.replace("2", "f(2)") + "}\n} }"))
                .isEmpty();
        assertThat(found("class A { int f(int a) {\nreturn switch (a) {\n" + cases + "case 2 -> { yield 3; }};\n} }"))
                .hasSize(1);
    }

    @Test
    void tooManyParametersAreFound() {
        var six = "(int a, int b, int c, int d, int e, int f)";

        assertThat(found("class A { void g" + six + " {} }"))
                .singleElement()
                .asString()
                .startsWith("g has 6 parameters");
        assertThat(found("record A" + six + " { A {} }")).isEmpty();
        assertThat(found("record A" + six + " { A" + six + " {} }")).isEmpty();
        assertThat(found("record A(int x) { A" + six + " {} }")).hasSize(1);
        assertThat(found("class A { @Override void g" + six + " {} }")).isEmpty();
    }

    @Test
    void deepNestingIsFound() {
        assertThat(found("class A { void f() { for (;;) { while (true) { if (a) { g(); } } } } }"))
                .isEmpty();
        assertThat(found("class A { void f() { for (;;) { while (true) { if (a) { if (b) { if (c) g(); } } } } } }"))
                .singleElement()
                .asString()
                .startsWith("nested deeper");
        assertThat(found("class A { void f() { for (;;) { g(() -> { try { switch (a) {} } finally { } }); } } }"))
                .hasSize(1);
    }

    @Test
    void aChainOfConditionsIsFlat() {
        assertThat(found("class A { void f() { if (a) {} else if (b) {} else if (c) {} else if (d) {} else {} } }"))
                .isEmpty();
    }

    @Test
    void aWideLineIsFound() {
        var wide = "x".repeat(Sizes.COLUMNS_MAX);

        assertThat(found("class A {\n// " + wide + "\n}"))
                .singleElement()
                .asString()
                .startsWith("123 columns");
    }

    @Test
    void whatCannotBeBrokenMayBeWide() {
        var wide = "x".repeat(Sizes.COLUMNS_MAX);

        assertThat(found("import a." + wide + ";\nclass A {\n// https://a/" + wide + "\n}"))
                .isEmpty();
        assertThat(found("class A { String a = \"\"\"\n" + wide + "\n\"\"\";\n}"))
                .isEmpty();
        assertThat(found("class A { String a =\n\"" + wide + "\";\n}")).hasSize(1);
    }
}
