package io.processhub.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code mvn install} must not fail: a module without classes makes no jar that it could install. */
final class InstallTest {
    private static final Path POM = Path.of("pom.xml");

    private final Sources sources = Sources.ofRepository();

    private boolean hasClasses(Path module) {
        return sources.paths().stream().anyMatch(path -> path.startsWith(module.resolve("src/main/java")));
    }

    @Test
    void modulesWithoutAJarAreNotInstalled() {
        List<Map.Entry<Path, String>> withoutJar = sources.texts().entrySet().stream()
                .filter(text -> text.getKey().getNameCount() == 2
                        && text.getKey().getFileName().equals(POM))
                .filter(pom -> !pom.getValue().contains("<packaging>pom</packaging>"))
                .filter(pom -> !pom.getValue().contains("<skipIfEmpty>false</skipIfEmpty>"))
                .filter(pom -> !hasClasses(pom.getKey().getName(0)))
                .toList();

        assertThat(withoutJar).isNotEmpty();
        assertThat(withoutJar)
                .allSatisfy(pom -> assertThat(pom.getValue())
                        .as(pom.getKey().toString())
                        .contains("<maven.install.skip>true</maven.install.skip>"));
    }
}
