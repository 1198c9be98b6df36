package io.processhub.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BansTest {
    private static final Sources SOURCES = Sources.ofRepository();

    @Test
    void noCodeDoesWhatIsBanned() {
        assertThat(SOURCES.java().stream().flatMap(file -> Bans.check(file).stream()))
                .isEmpty();
    }

    @Test
    void noFileKnowsTheMachineItWasWrittenOn() {
        assertThat(SOURCES.texts().entrySet().stream()
                        .flatMap(entry -> Bans.check(entry.getKey(), entry.getValue()).stream()))
                .isEmpty();
    }

    private static List<Finding> found(String path, String member) {
        return Bans.check(SourceFile.of(path, "class A {\n" + member + "\n}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "void f() { Thread.sleep(1); }",
                "void f() { TimeUnit.SECONDS.sleep(1); }",
                "void f() { sleep(1); }",
                "void f(Exception e) { e.printStackTrace(); }",
                "void f() { System.out.println(); }",
                "Object f() { return System.err; }",
                "@Disabled void f() {}",
                "@org.junit.Ignore(\"later\") void f() {}",
                "void f() { try { f(); } catch (Exception ignored) {} }",
                "void f() { try { f(); } catch (Exception e) { /* nothing */ } }",
                "// TO" + "DO: later",
                "/** FIX" + "ME */ void f() {}",
                "/* XX" + "X */"
            })
    void aBannedThingIsFound(String member) {
        assertThat(found("core/src/main/java/A.java", member)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "void f() { sleeper.sleeps(); }",
                "void f() { try { f(); } catch (Exception e) { throw e; } }",
                "String a = \"// TO" + "DO\";",
                "String a = \"127.0.0.1\"; String b = \"1.2.3\"; String c = \"1.2.3.4-SNAPSHOT.5\";"
            })
    void whatLooksLikeItIsNot(String member) {
        assertThat(found("core/src/main/java/A.java", member)).isEmpty();
    }

    @Test
    void theConsoleSpeaksToPeople() {
        assertThat(found("console/src/main/java/A.java", "void f() { System.out.println(); }"))
                .isEmpty();
    }

    @Test
    void anAddressOfSomewhereElseIsFound() {
        var address = "String a = \"10_1_2_3:80\";".replace('_', '.');

        assertThat(found("core/src/main/java/A.java", address)).hasSize(1);
    }

    @Test
    void testsListenOnTheLoopbackOnly() {
        var everywhere = "String a = \"0_0_0_0\";".replace('_', '.');

        assertThat(found("core/src/test/java/A.java", everywhere)).hasSize(1);
        assertThat(found("core/src/main/java/A.java", everywhere)).isEmpty();
    }

    @Test
    void pureCodeHasNoLocks() {
        var lock = "void f() { synchronized (this) { f(); } }";

        assertThat(found("core/src/main/java/io/processhub/registry/A.java", lock))
                .hasSize(1);
        assertThat(found("core/src/main/java/io/processhub/registry/Directory.java", lock))
                .isEmpty();
        assertThat(found("core/src/main/java/io/processhub/runtime/A.java", lock))
                .isEmpty();
    }

    @Test
    void aPathOfOneMachineIsFound() {
        assertThat(Bans.check(Path.of("a"), "\n\ncd /ho" + "me/me/hub"))
                .singleElement()
                .extracting(Finding::line)
                .isEqualTo(3L);
        assertThat(Bans.check(Path.of("a"), "docs/home/index https://example.org/home/ /homes/ **/work/**"))
                .isEmpty();
    }
}
