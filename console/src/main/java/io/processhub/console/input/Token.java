package io.processhub.console.input;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The secret that a client of an admin endpoint must send. Never printed. Immutable. */
public final class Token {
    /** The environment variable that holds a token that no option names. */
    public static final String VARIABLE = "PROCESSHUB_ADMIN_TOKEN";

    private static final int CHARACTERS_MAX = 1_024;

    private final String secret;

    private Token(String secret) {
        this.secret = secret;
    }

    /**
     * Creates a token from text.
     *
     * @param origin the place of the input, for the message
     * @param secret 1 to 1,024 printable ASCII characters without spaces
     * @return the token
     * @throws BadInputException when it is empty, too long or has other characters
     */
    public static Token of(String origin, String secret) {
        boolean plain = secret.chars().allMatch(character -> character > ' ' && character < 127);
        if (secret.isEmpty() || secret.length() > CHARACTERS_MAX || !plain) {
            throw new BadInputException(origin + ": the admin token must have 1 to " + CHARACTERS_MAX
                    + " printable ASCII characters without spaces; it has " + secret.length());
        }
        return new Token(secret);
    }

    /**
     * Reads a token from the first line of a file.
     *
     * @param option which option named the file, for the message
     * @param file should be readable by its owner only
     * @return the token
     * @throws BadInputException when the file cannot be read or contains no valid token
     */
    public static Token read(String option, Path file) {
        try (var lines = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
            String first = lines.readLine();
            return of(option + ' ' + file, first == null ? "" : first.strip());
        } catch (IOException unreadable) {
            throw new BadInputException(
                    option + ": cannot read the token file " + file + " ("
                            + unreadable.getClass().getSimpleName()
                            + "); check that it exists and that you may read it",
                    unreadable);
        }
    }

    /**
     * Finds the token of a command.
     *
     * @param given by its option; {@code null} when it was not given
     * @param file the file that another option names; {@code null} when it was not given
     * @return the token of the option, else of the file, else of the environment variable {@link #VARIABLE}
     * @throws BadInputException when there is none, or no valid one
     */
    public static Token find(@Nullable String given, @Nullable Path file) {
        if (given != null) {
            return of("--admin-token", given);
        }
        if (file != null) {
            return read("--admin-token-file", file);
        }
        String variable = System.getenv(VARIABLE);
        if (variable == null) {
            throw new BadInputException(
                    "the admin endpoint needs a token; give --admin-token-file FILE or set " + VARIABLE);
        }
        return of(VARIABLE, variable);
    }

    /**
     * Compares in constant time, so that the duration does not reveal how much of a guess is correct.
     *
     * @param guess the received secret
     * @return whether it is this token
     */
    public boolean matches(String guess) {
        return MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), guess.getBytes(StandardCharsets.UTF_8));
    }

    /** {@return the secret itself, for sending} */
    public String reveal() {
        return secret;
    }

    /** {@return a constant text that does not contain the secret} */
    @Override
    public String toString() {
        return "Token";
    }
}
