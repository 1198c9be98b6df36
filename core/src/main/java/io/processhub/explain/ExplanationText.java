package io.processhub.explain;

import io.processhub.explain.Explanation.Candidate;
import io.processhub.explain.Explanation.Copy;
import io.processhub.explain.Explanation.Standing;
import io.processhub.hook.HubEvent;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Renders an explanation as text. */
final class ExplanationText {
    private final Explanation told;

    private ExplanationText(Explanation told) {
        this.told = told;
    }

    static String of(Explanation told) {
        return new ExplanationText(told).text();
    }

    private String text() {
        return "process " + told.id() + ", seen from " + told.seenFrom() + '\n' + intent() + '\n' + obstacle()
                + (told.wanted() ? "rule: " + told.rule() + '\n' : "")
                + (told.wanted() ? section("candidates, in order of preference", told.candidates(), this::line) : "")
                + section("copies", told.copies(), ExplanationText::line)
                + section("before", told.past(), ExplanationText::line).stripTrailing();
    }

    private String intent() {
        return told.intent()
                .map(intent -> (intent.runs() ? "intent to run since " : "intent to stop since ") + intent.at()
                        + ", set by " + intent.by())
                .orElse("no intent is known");
    }

    private String obstacle() {
        return told.obstacle().isEmpty() ? "" : told.seenFrom() + " starts nothing: " + told.obstacle() + '\n';
    }

    private static <T> String section(String heading, List<T> items, Function<T, String> line) {
        return heading
                + (items.isEmpty() ? ": none\n" : ":\n")
                + items.stream().map(item -> "  " + line.apply(item) + '\n').collect(Collectors.joining());
    }

    private String line(Candidate candidate) {
        boolean idle = candidate.standing() == Standing.OWNER
                && told.copies().stream().noneMatch(copy -> copy.node().equals(candidate.node()));
        return candidate.node() + " " + lower(candidate.standing())
                + (candidate.note().isEmpty() ? "" : " (" + candidate.note() + ')')
                + (idle ? ", does not run it yet" : "");
    }

    private static String line(Copy copy) {
        String role = lower(copy.role().acknowledged())
                + copy.role()
                        .since()
                        .filter(since -> !since.equals(copy.since()))
                        .map(since -> " since " + since)
                        .orElse("")
                + (copy.role().due() == copy.role().acknowledged()
                        ? ""
                        : ", to become " + lower(copy.role().due()));
        String outlook = switch (copy.outlook()) {
            case STAYS -> "";
            case MOVES -> ", stops when the owners have taken over";
            case STOPS -> ", will stop";
        };
        return copy.node() + " " + role + ", " + lower(copy.reason()) + " at " + copy.since() + ", epoch "
                + copy.epoch() + outlook;
    }

    static String line(HubEvent.ProcessEvent event) {
        return event.at() + " "
                + switch (event) {
                    case HubEvent.ProcessStarted started -> lower(started.reason()) + " on " + started.node();
                    case HubEvent.ProcessEnded ended -> lower(ended.cause()) + " on " + ended.node();
                    case HubEvent.RoleChanged changed -> "became " + lower(changed.role()) + " on " + changed.node();
                    case HubEvent.EpochRaised raised -> "its epoch was raised on " + raised.node();
                    case HubEvent.ProcessParked parked -> "parked here: " + parked.error();
                    case HubEvent.MoveFailed failed -> "did not move to " + failed.target() + ": " + failed.reason();
                    case HubEvent.ConflictResolved resolved ->
                        "of two copies the one on " + resolved.survivor() + " stays, the one on "
                                + resolved.superseded() + " does not"
                                + (resolved.merged() ? "; their states were merged" : "");
                };
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
