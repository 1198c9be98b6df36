package io.processhub.console.cli;

import java.nio.file.Path;
import java.util.List;

/** The command that runs this program in another JVM. */
final class JavaProgram {

    private JavaProgram() {}

    /**
     * Uses the garbage collector with the fastest start and the smallest footprint, because several of these JVMs share
     * one machine.
     */
    static List<String> ofThisJvm() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
    }
}
