package io.processhub.console.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that runs this program in another JVM. */
final class JavaProgram {

    private JavaProgram() {}

    /** Where the script says that the JVM's ahead-of-time cache is; not given when there is none. */
    private static final String AOT_CACHE = "processhub.aot-cache";

    /**
     * Uses the garbage collector with the fastest start and the smallest footprint, because several of these JVMs share
     * one machine, and the quick compiler alone, because they end before the optimising one has paid: it would take
     * more of the processors than the nodes do.
     */
    static List<String> ofThisJvm() {
        return ofThisJvm(System.getProperty(AOT_CACHE, ""));
    }

    static List<String> ofThisJvm(String cache) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        if (!cache.isEmpty()) {
            // One that does not fit is no error: the JVM reads the jars then.
            command.addAll(
                    List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off", "-D" + AOT_CACHE + '=' + cache));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        return List.copyOf(command);
    }
}
