package io.processhub.console.cli;

import java.nio.file.Path;
import java.util.List;

/** The command that runs this program once more, in a JVM of its own. */
final class JavaProgram {

    private JavaProgram() {}

    /** The collector is the one that starts fastest and takes the least: several of these JVMs share one machine. */
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
