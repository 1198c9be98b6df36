package io.processhub.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesTest {
    private static final List<SourceFile> FILES = Sources.ofRepository().java();

    @Test
    void everythingIsNamedForWhatItIs() {
        assertThat(FILES.stream().flatMap(file -> Names.check(file).stream())).isEmpty();
    }

    @Test
    void packagesHaveOneSubjectAndSayWhich() {
        assertThat(Names.checkPackages(FILES)).isEmpty();
    }

    private static List<Finding> found(String text) {
        return Names.check(SourceFile.of("core/src/test/java/a/A.java", text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ClusterImpl",
                "AbstractHook",
                "BaseHook",
                "DefaultHook",
                "HookInternal",
                "TimeUtil",
                "TimeUtils",
                "HookHelper",
                "HookHelpers",
                "HookManager",
                "CommonHook",
                "MiscHook",
                "JSONUtil",
                "IHook"
            })
    void anEmptyWordIsFound(String name) {
        assertThat(found("class " + name + " {}")).hasSize(1);
        assertThat(found("class A { interface " + name + " {} }")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Database", "Utility", "Implementation", "Intent", "IOException", "Internals"})
    void aWordThatOnlyBeginsLikeOneIsNot(String name) {
        assertThat(found("class " + name + " {}")).isEmpty();
    }

    @Test
    void beanPrefixesAreFound() {
        assertThat(found("interface A { int getAge(); void setAge(int age); boolean isOld(); }"))
                .hasSize(3);
        assertThat(found("interface A { int get(); int settle(); boolean issues(); }"))
                .isEmpty();
        assertThat(found("class A { @Override int getAge() { return 1; } }")).isEmpty();
    }

    @Test
    void testsAreRecognisedByTheirNames() {
        assertThat(found("class A { @Test void holds() {} }")).hasSize(1);
        assertThat(found("class A { @Seeds(2) void holds() {} }")).hasSize(1);
        assertThat(found("class ATest { @Test void testIt() {} @Test void shouldHold() {} @Test void holds() {} }"))
                .hasSize(2);
        assertThat(found("class AIT { @org.junit.jupiter.api.Test void testimonyHolds() {} }"))
                .isEmpty();
    }

    @Test
    void aCrowdedPackageIsFound() {
        assertThat(Names.checkPackages(types(Names.PACKAGE_TYPES_MAX))).isEmpty();
        assertThat(Names.checkPackages(types(Names.PACKAGE_TYPES_MAX + 1)))
                .singleElement()
                .asString()
                .contains("25 types");
    }

    @Test
    void testsMayBeMany() {
        List<SourceFile> tests = types(Names.PACKAGE_TYPES_MAX + 1).stream()
                .map(file -> SourceFile.of(file.path().toString().replace("main", "test"), file.text()))
                .toList();

        assertThat(Names.checkPackages(tests)).isEmpty();
    }

    private static List<SourceFile> types(int count) {
        return IntStream.rangeClosed(0, count)
                .mapToObj(i -> i == 0
                        ? SourceFile.of("core/src/main/java/a/package-info.java", "package a;")
                        : SourceFile.of("core/src/main/java/a/A" + i + ".java", "package a; class A" + i + " {}"))
                .toList();
    }

    @Test
    void aPackageWithoutWordsIsFound() {
        var silent = SourceFile.of("core/src/main/java/a/A.java", "package a; class A {}");
        var elsewhere = SourceFile.of("testkit/src/main/java/a/package-info.java", "package a;");
        var words = SourceFile.of("core/src/main/java/a/package-info.java", "package a;");
        var test = SourceFile.of("core/src/test/java/a/ATest.java", "package a; class ATest {}");

        assertThat(Names.checkPackages(List.of(silent, elsewhere))).hasSize(1);
        assertThat(Names.checkPackages(List.of(silent, words, test))).isEmpty();
    }
}
