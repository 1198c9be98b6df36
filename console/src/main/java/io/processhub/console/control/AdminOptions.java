package io.processhub.console.control;

import io.processhub.console.admin.AdminClient;
import io.processhub.console.input.Addresses;
import io.processhub.console.input.Token;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a command finds its node and authenticates. */
final class AdminOptions {
    @Option(
            names = "--admin",
            paramLabel = "HOST:PORT",
            description = "Admin endpoint of the node. Default: the variable PROCESSHUB_ADMIN, else 127.0.0.1:7700.",
            defaultValue = "${env:PROCESSHUB_ADMIN:-127.0.0.1:7700}")
    private String address = "";

    @Option(
            names = "--admin-token",
            paramLabel = "TOKEN",
            description =
                    "Its token; other users of this machine can see it. Default: the variable " + Token.VARIABLE + ".")
    private @Nullable String token;

    @Option(names = "--admin-token-file", paramLabel = "FILE", description = "File that contains its token.")
    private @Nullable Path tokenFile;

    @Option(names = "--json", description = "Prints one line of JSON instead of text.")
    private boolean json;

    AdminClient open() {
        InetSocketAddress where = Addresses.parse("--admin", address);
        return new AdminClient(where, Token.find(token, tokenFile));
    }

    boolean json() {
        return json;
    }
}
