package io.processhub.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every rule sees what this class lists; an empty list would make them all pass. */
final class SourcesTest {
    private static final Path THIS = Path.of("tidy/src/test/java/io/processhub/tidy/SourcesTest.java");

    @TempDir
    private Path folder;

    @Test
    void thisFileIsListed() {
        var sources = Sources.ofRepository();

        assertThat(sources.paths()).contains(THIS);
        assertThat(sources.java()).extracting(SourceFile::path).contains(THIS);
        assertThat(sources.texts()).containsKey(Path.of("pom.xml"));
    }

    @Test
    void aSourceArchiveIsWalked() throws IOException {
        Files.createDirectories(folder.resolve("core/src"));
        Files.createDirectories(folder.resolve("core/target"));
        Files.writeString(folder.resolve("core/src/A.java"), "class A {}");
        Files.writeString(folder.resolve("core/target/B.java"), "class B {}");

        assertThat(Sources.listed(folder)).isEmpty();
        assertThat(Sources.walked(folder)).containsExactly(Path.of("core/src/A.java"));
    }

    @Test
    void binariesAreNotText() throws IOException {
        Files.write(folder.resolve("picture"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        Files.writeString(folder.resolve("words"), "words");

        assertThat(new Sources(folder, Sources.walked(folder)).texts()).containsOnlyKeys(Path.of("words"));
    }
}
