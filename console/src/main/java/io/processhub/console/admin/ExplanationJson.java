package io.processhub.console.admin;

import io.processhub.explain.DryRun;
import io.processhub.explain.Explanation;
import java.time.Instant;

/** Explanations and dry runs as the records that the admin endpoint writes as JSON. */
final class ExplanationJson {
    private ExplanationJson() {}

    static Replies.Explained explained(Explanation told) {
        return new Replies.Explained(
                told.id().value(),
                told.seenFrom().toString(),
                intent(told),
                new Replies.Placement(
                        told.obstacle(),
                        told.rule(),
                        told.candidates().stream().map(ExplanationJson::row).toList()),
                told.copies().stream().map(ExplanationJson::row).toList(),
                told.past().stream().map(Explanation::sentence).toList(),
                told.toString());
    }

    private static Replies.Intent intent(Explanation told) {
        return new Replies.Intent(
                told.wanted(),
                told.intent().map(intent -> intent.at().toString()).orElse(""),
                told.intent().map(intent -> intent.by().toString()).orElse(""));
    }

    private static Replies.CandidateRow row(Explanation.Candidate candidate) {
        return new Replies.CandidateRow(
                candidate.node().toString(), candidate.standing().name(), candidate.note());
    }

    private static Replies.CopyRow row(Explanation.Copy copy) {
        return new Replies.CopyRow(
                copy.node().toString(),
                copy.epoch(),
                copy.reason().name(),
                copy.since().toString(),
                copy.role().acknowledged().name(),
                copy.role().since().map(Instant::toString).orElse(""),
                copy.role().due().name(),
                copy.outlook().name());
    }

    static Replies.Predicted predicted(DryRun dryRun) {
        return new Replies.Predicted(
                dryRun.summary(),
                dryRun.processes(),
                dryRun.moves().stream()
                        .map(move -> new Replies.MoveRow(move.id().value(), move.from(), move.to()))
                        .toList(),
                new Replies.QuorumRow(
                        dryRun.quorum().afterLeaving(),
                        dryRun.quorum().afterFailure(),
                        dryRun.quorum().summary()));
    }
}
