package io.processhub.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: the script finds the right JDK and builds when it must. Method: false JDKs and a false Maven that say who they
 * are.
 */
@DisabledOnOs(OS.WINDOWS)
final class ScriptTest {
    private static final Path SCRIPT = Path.of(System.getProperty("repository.root"), "processhub");
    private static final List<String> TOOLS =
            List.of("sed", "find", "head", "tail", "dirname", "readlink", "mkdir", "rm", "mv", "cat", "sleep");

    @TempDir
    private Path root;

    /** What came of a run. */
    private record Outcome(int code, String out) {}

    @BeforeEach
    void layOut() throws IOException {
        Files.copy(SCRIPT, root.resolve("processhub"));
        Files.createDirectories(root.resolve("console/target/lib"));
        Files.createDirectories(root.resolve("jvms"));
        Files.createDirectories(root.resolve("bin"));
        Files.writeString(root.resolve("pom.xml"), "");
        Files.writeString(root.resolve("console/target/processhub-console-1.jar"), "");
        Files.writeString(root.resolve("console/target/.built"), "");
    }

    @Test
    void aYoungEnoughJavaHomeIsHonoured() throws Exception {
        jdk("jvms/a", "25.0.1");

        assertThat(run(Map.of("JAVA_HOME", jdk("mine", "21.0.2").toString()), "status")
                        .out())
                .startsWith("mine ");
    }

    @Test
    void anOldJavaHomeIsPassedOverForTheJavaOnThePath() throws Exception {
        var onPath = jdk("path", "22");
        Files.createSymbolicLink(root.resolve("bin/java"), onPath.resolve("bin/java"));
        jdk("jvms/a", "25.0.1");

        assertThat(run(Map.of("JAVA_HOME", jdk("mine", "17.0.15").toString()), "status")
                        .out())
                .startsWith("path ");
    }

    @Test
    void theUsualFoldersComeLast() throws Exception {
        jdk("jvms/a", "17.0.15");
        jdk("jvms/b", "1.8.0_402");
        jdk("jvms/c d", "25.0.1");

        assertThat(run(Map.of(), "list", "--tag", "two words").out())
                .startsWith("c d ")
                .contains("-XX:TieredStopAtLevel=1", "io.processhub.console.cli.Main list --tag two words");
    }

    @Test
    void aReleaseWithoutANumberIsPassedOver() throws Exception {
        jdk("jvms/a", "unknown");

        assertThat(run(Map.of(), "status").code()).isEqualTo(2);
    }

    @Test
    void aMissingJdkIsReportedInOneLine() throws Exception {
        jdk("jvms/a", "17.0.15");

        var outcome = run(Map.of(), "status");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out())
                .startsWith("processhub: no JDK 21 or newer found")
                .hasLineCount(1);
    }

    @Test
    void ownTypesComeAfterOurs() throws Exception {
        jdk("jvms/a", "25");

        assertThat(run(Map.of("PROCESSHUB_CLASSPATH", "/my/types.jar"), "node").out())
                .contains("console/target/lib/*:/my/types.jar ")
                .doesNotContain("TieredStopAtLevel");
    }

    @Test
    void simulationsAreCompiledInFull() throws Exception {
        jdk("jvms/a", "25");

        assertThat(run(Map.of(), "simulate", "--seeds", "9").out())
                .contains("Main simulate --seeds 9")
                .doesNotContain("TieredStopAtLevel");
    }

    @Test
    void aRecordIsReadByJdksThatCan() throws Exception {
        Path cache = Files.writeString(root.resolve("console/target/processhub.aot"), "");
        jdk("jvms/a", "25");

        assertThat(run(Map.of(), "node").out())
                .contains("-XX:AOTCache=" + cache.toRealPath(), "-Dprocesshub.aot-cache=" + cache.toRealPath());
        assertThat(run(Map.of("JAVA_HOME", jdk("mine", "21.0.2").toString()), "node")
                        .out())
                .doesNotContain("AOTCache");
    }

    @Test
    void benchRunsFromItsOwnModule() throws Exception {
        jdk("jvms/a", "25");
        Files.createDirectories(root.resolve("bench/target/lib"));
        Files.writeString(root.resolve("bench/target/processhub-bench-1.jar"), "");
        Files.writeString(root.resolve("bench/target/.built"), "");

        assertThat(run(Map.of(), "bench", "start", "--quick").out())
                .contains("bench/target/lib/* io.processhub.bench.Main start --quick")
                .doesNotContain("console/target", "TieredStopAtLevel");
    }

    @Test
    void aLinkToTheScriptFindsItsFolder() throws Exception {
        jdk("jvms/a", "25");
        Path link = Files.createSymbolicLink(root.resolve("bin/hub"), Path.of("../processhub"));

        assertThat(run(Map.of(), link, "status").out()).startsWith("a ");
    }

    @Test
    void theLauncherBuildsWhenASourceIsNewerAndOnlyOnce() throws Exception {
        jdk("jvms/a", "25");
        maven("echo built >>\"$PWD/console/target/calls\"; mkdir -p console/target/lib;"
                + " : >console/target/processhub-console-1.jar");
        Files.setLastModifiedTime(root.resolve("console/target/.built"), FileTime.from(Instant.EPOCH));
        Files.writeString(
                Files.createDirectories(root.resolve("testkit/src/main")).resolve("A.java"), "");

        assertThat(run(Map.of(), "status").out())
                .contains("processhub: building, once")
                .contains("Main status");
        assertThat(run(Map.of(), "status").out()).doesNotContain("building");
        assertThat(root.resolve("console/target/calls")).content().hasLineCount(1);
    }

    @Test
    void aFailedBuildShowsTheEndOfItsLog() throws Exception {
        jdk("jvms/a", "25");
        maven("echo 'it does not compile'; exit 1");
        Files.delete(root.resolve("console/target/.built"));

        var outcome = run(Map.of(), "status");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).contains("it does not compile", "processhub: the build failed");
    }

    private Path jdk(String folder, String version) throws IOException {
        Path home = Files.createDirectories(root.resolve(folder));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        Files.createDirectories(home.resolve("bin"));
        program(home.resolve("bin/java"), "echo '" + home.getFileName() + "' \"$@\"");
        return home;
    }

    private void maven(String body) throws IOException {
        program(root.resolve("bin/mvn"), body);
    }

    private static void program(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Outcome run(Map<String, String> environment, String... arguments) throws Exception {
        return run(environment, root.resolve("processhub"), arguments);
    }

    /** The path has the tools of the system, but no Java and no Maven other than ours. */
    private Outcome run(Map<String, String> environment, Path script, String... arguments) throws Exception {
        for (String tool : TOOLS) {
            program(root.resolve("bin").resolve(tool), "exec " + tool(tool) + " \"$@\"");
        }
        var command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("PATH", root.resolve("bin").toString());
        builder.environment().put("PROCESSHUB_JVMS", root.resolve("jvms").toString());
        var process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), out);
    }

    private static Path tool(String name) {
        Path inBin = Path.of("/bin", name);
        return Files.exists(inBin) ? inBin : Path.of("/usr/bin", name);
    }
}
