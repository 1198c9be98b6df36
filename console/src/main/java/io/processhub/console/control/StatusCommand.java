package io.processhub.console.control;

import io.processhub.console.admin.AdminClient;
import io.processhub.console.admin.Replies;
import io.processhub.console.terminal.Sheet;
import io.processhub.console.terminal.Terminal;
import io.processhub.console.terminal.Words;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code processhub status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows the status of the hub, as one node sees it.")
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private final AdminOptions admin = new AdminOptions();

    @Mixin
    private final WidthOption width = new WidthOption();

    private final Terminal terminal;

    StatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (AdminClient client = admin.open()) {
            var status = client.status();
            if (admin.json()) {
                terminal.json(status);
                return 0;
            }
            var sheet = new Sheet()
                    .row("hub", status.hub())
                    .row("node", status.node())
                    .row("members", String.join(" ", status.membership().members()))
                    .row("unheard", unheard(status))
                    .row("phase", status.phase() + (status.membership().redistributing() ? ", redistributing" : ""))
                    .row("quorum", quorum(status.membership()))
                    .row(
                            "processes",
                            Words.count(status.registry().processes(), "process") + ", "
                                    + status.registry().waiting() + " of them waiting")
                    .row("local", Words.count(status.local(), "instance"))
                    .row("dropped", dropped(status))
                    .row("computing", computing(status))
                    .row("digest", status.registry().digest());
            width.print(terminal, sheet);
            return 0;
        }
    }

    private static String quorum(Replies.Membership now) {
        return (now.quorum() ? "held" : "lost") + (now.advice().isEmpty() ? "" : ": " + now.advice());
    }

    private static String computing(Replies.Status status) {
        return status.carrierHolders().isEmpty()
                ? "no process for so long that others wait"
                : String.join(" ", status.carrierHolders()) + ", so that others wait";
    }

    private static String unheard(Replies.Status status) {
        List<String> unheard = status.membership().unheard();
        return unheard.isEmpty()
                ? "none"
                : String.join(" ", unheard) + ": CANNOT BE HEARD, CANNOT HEAR THIS NODE, OR DO NOT COUNT IT";
    }

    private static String dropped(Replies.Status status) {
        return status.dropped().isEmpty()
                ? "no messages"
                : status.dropped().entrySet().stream()
                        .map(lost -> Words.count(lost.getValue(), "message") + ' ' + lost.getKey())
                        .collect(Collectors.joining(", "));
    }
}
