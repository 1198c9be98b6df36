package io.processhub.console.control;

import io.processhub.console.terminal.Terminal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The commands of this package. Stateless. */
public final class ControlCommands {
    private ControlCommands() {}

    /**
     * Names them.
     *
     * @param terminal to which they write
     * @return what makes each command, by its name, in the order of the help; unmodifiable
     */
    public static Map<String, Supplier<Object>> by(Terminal terminal) {
        var commands = new LinkedHashMap<String, Supplier<Object>>();
        commands.put("start", () -> new StartCommand(terminal));
        commands.put("stop", () -> new StopCommand(terminal));
        commands.put("drain", () -> new DrainCommand(terminal));
        commands.put("reset-cluster-size", () -> new ResetClusterSizeCommand(terminal));
        commands.put("list", () -> new ListCommand(terminal));
        commands.put("lookup", () -> new LookupCommand(terminal));
        commands.put("explain", () -> new ExplainCommand(terminal));
        commands.put("dry-run", () -> new DryRunCommand(terminal));
        commands.put("ask", () -> new AskCommand(terminal));
        commands.put("tell", () -> new TellCommand(terminal));
        commands.put("nodes", () -> new NodesCommand(terminal));
        commands.put("status", () -> new StatusCommand(terminal));
        commands.put("watch", () -> new WatchCommand(terminal));
        return Collections.unmodifiableMap(commands);
    }
}
