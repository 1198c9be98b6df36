package io.processhub.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class VisibilityTest {
    private static final String MAIN = "core/src/main/java/";
    private static final SourceFile MODULE = SourceFile.of(MAIN + "module-info.java", "module a { exports a.open; }");

    @Test
    void mostOfCoreIsHidden() {
        assertThat(Visibility.check(Sources.ofRepository().java())).isEmpty();
    }

    private static List<String> found(SourceFile... files) {
        var all = new ArrayList<>(List.of(files));
        all.add(MODULE);
        return Visibility.check(all);
    }

    private static SourceFile types(String packageName, String modifier, int count) {
        var text = new StringBuilder("package " + packageName + ";\n");
        IntStream.range(0, count)
                .forEach(i -> text.append(modifier).append(" class A").append(i).append(" {}\n"));
        return SourceFile.of(MAIN + packageName.replace('.', '/') + "/" + modifier + ".java", text.toString());
    }

    @Test
    void tooManyExportedTypesAreFound() {
        int max = Visibility.EXPORTED_TYPES_MAX;

        assertThat(found(types("a.open", "public", max), types("a.b", "final", max + 9)))
                .isEmpty();
        assertThat(found(types("a.open", "public", max), types("a.b", "public", 9), types("a.b", "final", max + 9)))
                .isEmpty();
        assertThat(found(types("a.open", "public", max + 1), types("a.b", "final", max + 9)))
                .singleElement()
                .asString()
                .startsWith(max + 1 + " public types in exported packages");
    }

    @Test
    void tooManyPublicTypesAreFound() {
        assertThat(found(types("a.b", "public", 3), types("a.b", "final", 3))).isEmpty();
        assertThat(found(types("a.b", "public", 3), types("a.b", "final", 2)))
                .singleElement()
                .asString()
                .startsWith("3 of 5 types are public")
                .endsWith("A0, A1, A2");
    }

    @Test
    void nestedTypesDoNotCount() {
        var nest = SourceFile.of(MAIN + "a/b/Nest.java", "package a.b; class Nest { public record A() {} }");

        assertThat(found(nest)).isEmpty();
    }

    @Test
    void otherModulesDoNotCount() {
        var console = SourceFile.of("console/src/main/java/a/A.java", "package a; public class A {}");

        assertThat(found(console)).isEmpty();
    }
}
