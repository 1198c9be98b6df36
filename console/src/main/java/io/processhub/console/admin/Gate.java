package io.processhub.console.admin;

import com.sun.net.httpserver.Headers;
import io.processhub.console.input.Token;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Decides whose requests are served. Immutable. */
final class Gate {
    private static final String SCHEME = "bearer ";

    /** This machine under a name or address that leads nowhere else, then perhaps a port. */
    private static final Pattern HERE =
            Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]{1,5})?", Pattern.CASE_INSENSITIVE);

    private final Token token;

    Gate(Token token) {
        this.token = token;
    }

    /**
     * Whether a request is meant for this machine. A web page that makes its own name point to 127.0.0.1 sends that
     * name; the port may be another one, as of a tunnel.
     */
    boolean meantForHere(Headers headers) {
        List<String> hosts = headers.getOrDefault("Host", List.of());
        return hosts.size() == 1 && HERE.matcher(hosts.getFirst().strip()).matches();
    }

    /** Whether a request shows the token. The name of the scheme may be in upper or lower case. */
    boolean shown(Headers headers) {
        String header = headers.getFirst("Authorization");
        return header != null
                && header.length() > SCHEME.length()
                && header.substring(0, SCHEME.length()).toLowerCase(Locale.ROOT).equals(SCHEME)
                && token.matches(header.substring(SCHEME.length()).strip());
    }
}
