package io.processhub.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Goal: nodes of the demonstration begin quickly. Method: the commands with and without an AOT cache. */
final class JavaProgramTest {

    @Test
    void nodesReadTheRecordOfTheScript() {
        assertThat(JavaProgram.ofThisJvm("/a b/processhub.aot"))
                .contains("-XX:AOTCache=/a b/processhub.aot", "-Dprocesshub.aot-cache=/a b/processhub.aot")
                .endsWith(Main.class.getName());
    }

    @Test
    void withoutARecordTheyReadTheJars() {
        assertThat(JavaProgram.ofThisJvm(""))
                .noneMatch(option -> option.contains("AOT"))
                .endsWith(Main.class.getName());
    }
}
