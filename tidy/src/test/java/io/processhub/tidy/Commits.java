package io.processhub.tidy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the subjects of commits look like. A subject completes the sentence «this commit will …» for a reader who does
 * not know the branch it was made on.
 */
final class Commits {
    static final int SUBJECT_LENGTH_MAX = 72;
    static final int SUBJECT_WORDS_MIN = 3;

    /** The last commit before the rule; what is older stays as it is. */
    static final String RULE_BEGINS_AFTER = "1f3ebc432f8380c20b463c4c90edfc5aa76450e0";

    private static final Pattern IMPERATIVE = Pattern.compile("(?!WIP)[A-Z][a-z]+(-[a-z]+)?");
    private static final Pattern OTHER_FORM = Pattern.compile(".*(ed|ing|[^su]s)");

    /** Imperatives that end like another form of a verb. */
    private static final Set<String> BARE = Set.of(
            "Embed", "Exceed", "Feed", "Need", "Proceed", "Seed", "Shed", "Shred", "Speed", "Bring", "Ping", "String",
            "Swing", "Bias", "Alias");

    private static final Pattern MERGE =
            Pattern.compile("Merge (remote-tracking )?(branch|tag|commit|pull request) .*");

    private Commits() {}

    /** Checks one subject: what is wrong with it, if anything. */
    static Optional<String> check(String subject) {
        var wrong = new ArrayList<String>();
        if (subject.length() > SUBJECT_LENGTH_MAX) {
            wrong.add(subject.length() + " characters; at most " + SUBJECT_LENGTH_MAX);
        }
        if (subject.endsWith(".")) {
            wrong.add("a period at its end");
        }
        if (MERGE.matcher(subject).matches()) {
            wrong.add("the name of a branch; say what the merge brings");
        }
        String[] words = subject.split(" ", -1);
        if (words.length < SUBJECT_WORDS_MIN) {
            wrong.add("fewer than " + SUBJECT_WORDS_MIN + " words; say what changes");
        }
        if (!imperative(words[0])) {
            wrong.add("'" + words[0] + "' is no imperative with a capital letter");
        }
        return wrong.isEmpty() ? Optional.empty() : Optional.of("'" + subject + "': " + String.join(", ", wrong));
    }

    private static boolean imperative(String word) {
        return IMPERATIVE.matcher(word).matches()
                && (BARE.contains(word) || !OTHER_FORM.matcher(word).matches());
    }

    /**
     * The subjects of all commits after one.
     *
     * @param root of the repository
     * @param after the commit
     * @return nothing when there is no git, no repository, or a history that does not reach back to the commit
     */
    static Optional<List<String>> subjects(Path root, String after) {
        if (git(root, "merge-base", "--is-ancestor", after, "HEAD").isEmpty()) {
            return Optional.empty();
        }
        return git(root, "log", "--format=%s", after + "..HEAD")
                .map(text -> text.lines().toList());
    }

    /** {@return what git prints; nothing when it fails} */
    private static Optional<String> git(Path root, String... arguments) {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            Process git = new ProcessBuilder(command)
                    .directory(root.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return git.waitFor() == 0 ? Optional.of(text) : Optional.empty();
        } catch (IOException noGit) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while git read the history", interrupted);
        }
    }
}
