package io.processhub.tidy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommitsTest {
    private static final Path ROOT = Path.of(System.getProperty("repository.root"));
    private static final String NO_HISTORY =
            "subjects of commits are not checked: this is no clone whose history reaches back to "
                    + Commits.RULE_BEGINS_AFTER + "; fetch all of it";

    /** A source archive or a shallow clone has no history to check, which is fine anywhere but in CI. */
    @Test
    void subjectsSayWhatChanges() {
        Optional<List<String>> subjects = Commits.subjects(ROOT, Commits.RULE_BEGINS_AFTER);
        if (subjects.isEmpty()) {
            withoutHistory();
        }

        assertThat(subjects.orElseThrow().stream().flatMap(subject -> Commits.check(subject).stream()))
                .isEmpty();
    }

    private static void withoutHistory() {
        if (System.getenv("CI") != null || System.getenv("PROCESSHUB_CI") != null) {
            fail(NO_HISTORY);
        }
        abort(NO_HISTORY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "add a rule for subjects",
                "Add a rule for subjects.",
                "Added a rule for subjects",
                "Adds a rule for subjects",
                "Adding a rule for subjects",
                "WIP typed messages and references",
                "fixup! Add a rule for subjects",
                "Wrap lines",
                "Merge branch 'tidy'",
                "Merge branch 'tidy' into main",
                "Merge remote-tracking branch 'origin/main'",
                "Check that the subject of every commit has no more characters than fit" + " a line"
            })
    void aSubjectThatSaysTooLittleOrTooMuchIsFound(String subject) {
        assertThat(Commits.check(subject)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Add a rule for subjects",
                "Pass the context to hooks",
                "Process messages in order",
                "Re-read the configuration after a change",
                "Embed the engine in the test kit",
                "Merge states of superfluous copies",
                "Focus the guide on typed messages"
            })
    void anImperativeIsGood(String subject) {
        assertThat(Commits.check(subject)).isEmpty();
    }

    @Test
    void withoutAHistoryThereIsNothingToCheck(@TempDir Path folder) {
        assertThat(Commits.subjects(folder, "HEAD")).isEmpty();
        assertThat(Commits.subjects(ROOT, "0000000000000000000000000000000000000000"))
                .isEmpty();
    }
}
