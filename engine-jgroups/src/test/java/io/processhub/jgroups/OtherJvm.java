package io.processhub.jgroups;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A node in a separate Java process, which can be killed. It ends with the test's process in any case. */
final class OtherJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private OtherJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(UTF_8);
    }

    /** Starts a node and waits until it has joined. */
    static OtherJvm start(String node, InetSocketAddress bind, List<InetSocketAddress> hosts, String... options)
            throws IOException {
        String classPath = Stream.of("jdk.module.path", "java.class.path")
                .map(System::getProperty)
                .filter(path -> path != null && !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
        String tests = Path.of("target", "test-classes").toString();
        String ports = hosts.stream().map(host -> "" + host.getPort()).collect(Collectors.joining(","));
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx128m");
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                tests + File.pathSeparator + classPath,
                OtherJvm.class.getName(),
                node,
                "" + bind.getPort(),
                ports));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var jvm = new OtherJvm(process);
        jvm.awaitLine("joined");
        return jvm;
    }

    private void awaitLine(String expected) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(expected)) {
                return;
            }
        }
        throw new IOException("the other JVM ended without printing '" + expected + "'");
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Kills the process: it sends no goodbye. */
    void kill() {
        process.destroyForcibly();
    }

    /** Stops the process, as a very long pause would: its connections stay open. */
    void stop() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-STOP", "" + process.pid()).start().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** Joins and stays until the standard input ends, which happens when the test's process ends. */
    public static void main(String[] arguments) throws IOException {
        List<InetSocketAddress> hosts =
                Stream.of(arguments[2].split(",")).map(Ports::loopback).toList();
        try (var node = JGroupsCluster.tcp(arguments[0], Ports.loopback(arguments[1]), hosts)
                .build()) {
            node.join(new RecordingListener());
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8).println("joined");
            while (System.in.read() >= 0) {
                // The input has no content; only its end matters.
            }
        }
    }
}
