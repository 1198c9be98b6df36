package io.processhub.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ConstructionTest {
    private static final SourceFile MODULE =
            SourceFile.of("core/src/main/java/module-info.java", "module m { exports a; exports b to other; }");

    @Test
    void publicRecordsAreNotMadeByPosition() {
        assertThat(Construction.check(Sources.ofRepository().java())).isEmpty();
    }

    private static List<String> found(String text) {
        return found("a", text);
    }

    private static List<String> found(String packageName, String text) {
        var path = "core/src/main/java/" + packageName + "/A.java";
        var file = SourceFile.of(path, "package " + packageName + "; " + text);
        return Construction.check(List.of(MODULE, file)).stream()
                .map(Finding::what)
                .toList();
    }

    private static String madeOf(String components, String arguments) {
        return "public record A(" + components + ") { void f() { new A(" + arguments + "); } }";
    }

    @Test
    void threeOfATypeInARowAreFound() {
        assertThat(found(madeOf("int a, int b, int c", "1, 2, 3")))
                .singleElement()
                .asString()
                .startsWith("record A is made by position; its a, b, c");
        assertThat(found(madeOf("int a, int b, long c, int d", "1, 2, 3, 4"))).isEmpty();
    }

    @Test
    void manyComponentsAreFound() {
        String eight = "int a, long b, int c, long d, int e, long f, int g, long h";

        assertThat(found(madeOf(eight, "1, 2, 3, 4, 5, 6, 7, 8"))).isEmpty();
        assertThat(found(madeOf(eight + ", int i", "1, 2, 3, 4, 5, 6, 7, 8, 9")))
                .hasSize(1);
    }

    @Test
    void aRecordWithMethodsThatMakeAnotherOneIsNot() {
        String components = "public record A(int a, int b, int c) { static int f() { new A(1, 2, 3); return 1; } ";

        assertThat(found(components + "}")).hasSize(1);
        assertThat(found(components + "private A hidden() { return this; } }")).hasSize(1);
        assertThat(found(components + "public A b(int b) { return new A(a, b, c); } }"))
                .isEmpty();
        assertThat(found(components + "public static A of(int all) { return new A(all, all, all); } }"))
                .isEmpty();
    }

    @Test
    void namedArgumentsAreNot() {
        assertThat(found(madeOf("int a, int b, int c", "/* a= */ 1, /* b= */ 2, /* c= */ 3")))
                .isEmpty();
        assertThat(found(madeOf("int a, int b, int c", "/* a= */ 1, 2, /* c= */ 3")))
                .hasSize(1);
    }

    @Test
    void nestedRecordsAreSeenWhereCallersSeeThem() {
        String record = "record A(int a, int b, int c) {}";
        String call = " class C { void f() { new A(1, 2, 3); } }";

        assertThat(found("public interface B { " + record + " }" + call)).hasSize(1);
        assertThat(found("public class B { public " + record + " }" + call)).hasSize(1);
        assertThat(found("public class B { " + record + " }" + call)).isEmpty();
        assertThat(found("class B { public " + record + " }" + call)).isEmpty();
    }

    @Test
    void anotherRecordOfTheSameNameIsNotMistakenForIt() {
        String record = "public interface B { record A(int a, int b, int c) {} }";

        assertThat(found(record + " class C { void f() { new D.A(1, 2, 3); } }"))
                .isEmpty();
        assertThat(found(record + " class C { void f() { new B.A(1, 2, 3); } }"))
                .hasSize(1);
    }

    @Test
    void whatIsNotPublishedIsFree() {
        String made = madeOf("int a, int b, int c", "1, 2, 3");

        assertThat(found("b", made)).isEmpty();
        assertThat(found("c", made)).isEmpty();
    }
}
