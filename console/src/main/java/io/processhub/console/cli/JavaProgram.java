package io.processhub.console.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that runs this program in another JVM. */
final class JavaProgram {

    private JavaProgram() {}

    /** What the script gives a JVM in which it has recorded classes; nothing when there is no such record. */
    private static final String RECORD = "processhub.record";

    /**
     * Uses the garbage collector with the fastest start and the smallest footprint, because several of these JVMs share
     * one machine, and the quick compiler alone, because they end before the optimising one has paid: it would take
     * more of the processors than the nodes do.
     */
    static List<String> ofThisJvm() {
        return ofThisJvm(System.getProperty(RECORD, ""));
    }

    static List<String> ofThisJvm(String record) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        if (!record.isEmpty()) {
            // One that does not fit is no error: the JVM reads the jars then.
            command.addAll(
                    List.of("-XX:AOTCache=" + record, "-Xlog:aot=off", "-Xlog:cds=off", "-D" + RECORD + '=' + record));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        return List.copyOf(command);
    }
}
