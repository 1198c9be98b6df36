package io.processhub.console.cli;

import io.processhub.console.admin.AdminClient;
import io.processhub.console.input.Addresses;
import io.processhub.console.input.BadInputException;
import io.processhub.console.input.Token;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a command finds its node and authenticates. */
final class AdminOptions {
    static final String TOKEN_VARIABLE = "PROCESSHUB_ADMIN_TOKEN";

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
                    "Its token; other users of this machine can see it. Default: the variable " + TOKEN_VARIABLE + ".")
    private @Nullable String token;

    @Option(names = "--admin-token-file", paramLabel = "FILE", description = "File that contains its token.")
    private @Nullable Path tokenFile;

    @Option(names = "--json", description = "Prints one line of JSON instead of text.")
    private boolean json;

    AdminClient open() {
        InetSocketAddress where = Addresses.parse("--admin", address);
        return new AdminClient(where, token(token, tokenFile));
    }

    /** Returns the token of the option, else of the file, else of the environment variable. */
    static Token token(@Nullable String given, @Nullable Path file) {
        if (given != null) {
            return Token.of("--admin-token", given);
        }
        if (file != null) {
            return Token.read("--admin-token-file", file);
        }
        String variable = System.getenv(TOKEN_VARIABLE);
        if (variable == null) {
            throw new BadInputException(
                    "the admin endpoint needs a token; give --admin-token-file FILE or set " + TOKEN_VARIABLE);
        }
        return Token.of(TOKEN_VARIABLE, variable);
    }

    boolean json() {
        return json;
    }
}
