package io.processhub.tidy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RetiredWordsTest {
    private static final Sources SOURCES = Sources.ofRepository();

    /** The lists and the samples of this test quote what they retire. */
    private static final Pattern LISTS = Pattern.compile("RetiredWords(Test)?\\.java");

    @Test
    void codeUsesNoRetiredWords() {
        assertThat(SOURCES.java().stream()
                        .filter(file -> !LISTS.matcher(file.path().getFileName().toString())
                                .matches())
                        .flatMap(file -> RetiredWords.check(file).stream()))
                .isEmpty();
    }

    @Test
    void documentsAndTheProtocolFileUseNoRetiredWords() {
        assertThat(Stream.of(".md", ".proto")
                        .flatMap(suffix -> SOURCES.endingIn(suffix).stream())
                        .flatMap(path -> RetiredWords.check(path, SOURCES.read(path)).stream()))
                .isEmpty();
    }

    private static List<String> found(String path, String java) {
        return RetiredWords.check(SourceFile.of(path, java)).stream()
                .map(Finding::what)
                .toList();
    }

    private static List<String> found(String java) {
        return found("core/src/main/java/A.java", java);
    }

    private static List<Finding> written(String document) {
        return RetiredWords.check(Path.of("docs/GUIDE.md"), document);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class Spread {}",
                "class A { record Hosted() {} }",
                "class A { int newestWish; }",
                "class A { void f(int wishes) {} }",
                "record A(long heir) {}",
                "class NewestWishTest {}",
                "class A { void touch() {} }",
                "class A { static final int LIFE_BITS = 1; }",
                "// A wish.\nclass A {}",
                "/** Told by whoever writes. */\nclass A {}",
                "class A { /* it shall end */ }"
            })
    void aRetiredNameOrTermIsFound(String java) {
        assertThat(found(java)).singleElement().asString().contains("is retired; say '");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class A { int spread; int author; int row; }",
                "class A { Class<?> f(Object a) { return Spread.class; } }",
                "/** The spread of the rows, {@code wish()} of an author. */\nclass A {}",
                "class A { String a = \"nobody\"; }",
                "interface Effect { record Post() implements Effect {} }",
                "class Their { int remind; }"
            })
    void ordinaryEnglishIsFree(String java) {
        assertThat(found(java)).isEmpty();
    }

    @Test
    void typesAreRetiredWhereTheyWere() {
        assertThat(found("core/src/main/java/A.java", "class Census {}")).isEmpty();
        assertThat(found("console/src/main/java/A.java", "class Census {}")).hasSize(1);
        assertThat(found("testkit/src/test/java/A.java", "class Seat {}")).hasSize(1);
    }

    @Test
    void aDocumentIsReadWithoutItsCode() {
        assertThat(written("# A\n\nThe Wishes of\nsomebody.\n"))
                .extracting(Finding::line, Finding::what)
                .containsExactly(
                        tuple(3L, "'Wishes' is retired; say 'intent'"),
                        tuple(4L, "'somebody' is retired; say 'the component'"));
        assertThat(written("`wish`\n\n```\nwish\n```\n")).isEmpty();
        assertThat(written("Marshall wishful thinking.")).isEmpty();
    }

    @Test
    void theProtocolFileIsReadAndTheChangelogIsNot() {
        assertThat(RetiredWords.check(Path.of("core/src/main/proto/a.proto"), "// A wish.\nmessage Wish {}\n"))
                .hasSize(2);
        assertThat(RetiredWords.check(Path.of("CHANGELOG.md"), "A wish.")).isEmpty();
    }
}
