package io.processhub.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Words that this project has replaced, each with the one that is used instead. There are three lists, because ordinary
 * English stays free: names of types, which may be ordinary words in a sentence; words that no declared name contains;
 * and terms that neither comments nor documents use.
 */
final class RetiredWords extends TreeScanner<@Nullable Void, List<Finding>> {
    /** Types of a part of the tree, by the beginning of its path. */
    private static final Map<String, Map<String, String>> TYPES = Map.of(
            "core/src/main/",
            pairs("""
                    Wish Intent
                    Wished IntentSet
                    Spread AntiEntropy
                    Author PeerProgress
                    Learning CatchUp
                    SpreadHost AntiEntropyHost
                    Content SyncMessage
                    Site SyncContext
                    Workplace SyncContext
                    Replica ReplicatedRegistry
                    Row ProcessRecord
                    Slot OriginView
                    Orphans IntentAdoption
                    Resident LocalInstance
                    Residents LocalInstances
                    Hands EffectRunner
                    Answers PendingCalls
                    Turn HubContext
                    Targets PlacementView
                    Departure OutgoingHandover
                    Arrival IncomingHandover
                    Moves OutgoingHandovers
                    Arrivals IncomingMoves
                    Rivals ConflictRules
                    Inheritance HandoverState
                    Legacy MergeState
                    Surroundings RouterDependencies
                    Onward Forwarder
                    Detour ReorderBuffer
                    Routes LastRoute
                    Relay ForwardingRelay
                    Losses DroppedMessages
                    Refusals DeliveryFailures
                    Letter Envelope
                    Post MailSender
                    Asker RemoteAsker
                    Marker FlushMarker
                    Errands RelayTasks
                    Errand RelayTask
                    Sponsor Parent
                    Delegation Subtree
                    Sweep RoundParticipation
                    Rounds AntiEntropyRounds
                    Opening RoundStart
                    ReceiptBook AckBatch
                    Receipts Acks
                    Lineup RoleView
                    Hosted Copy
                    AlreadyRunning AlreadyExists
                    """),
            "core/src/test/",
            pairs("""
                    Town TwoNodes
                    House TwoNodes
                    Stage RuntimeFixture
                    Ear RecordingListener
                    """),
            "console/src/main/",
            pairs("""
                    HubDesk AdminService
                    Roll PingSweep
                    Wording ExplanationJson
                    Luggage MovableState
                    Census LocalInstances
                    """),
            "testkit/src/",
            pairs("""
                    Ear RecordingListener
                    Muffled LossyNews
                    Seat SimulatedNode
                    Tallies MergeableCounters
                    Wishes Intents
                    """),
            "engine-jgroups/src/",
            pairs("""
                    Ear RecordingListener
                    Stowaway SmuggledObject
                    """));

    /** Parts of declared names, in lower case; {@code newestWish} has the parts {@code newest} and {@code wish}. */
    private static final Map<String, String> PARTS = pairs("""
            wish intent
            wishes intents
            wished intentSet
            uttered intentStamp
            trustee fallbackOwner
            heir successor
            orphan adopted
            orphans adopted
            errand relayTask
            errands relayTasks
            miscast wrongRole
            lineup roleView
            bury tombstone
            buried tombstone
            stowaway smuggled
            """);

    /** Methods and fields of core, as a whole; elsewhere each of them may be the right word. */
    private static final Map<String, String> MEMBERS = pairs("""
            touch enqueue
            giveAway handOff
            turnTo redirect
            LIFE_BITS generation
            mind coordinator
            """);

    /** Terms of comments, documents and the protocol file, with their plural and their past tense. */
    private static final Map<String, String> TERMS = pairs("""
            wish intent
            uttered recorded
            trustee fallback-owner
            heir successor
            orphan adopted-intent
            errand relay-task
            sponsor parent
            miscast in-the-wrong-role
            lineup role-view
            receipt acknowledgement
            resident local-instance
            luggage movable-state
            whoever the-component
            somebody the-component
            nobody the-component
            shall must-or-will
            """);

    /** Nested types may have these names, as they stand in another word's company: {@code Effect.Post}. */
    private static final Set<String> FREE_WHEN_NESTED = Set.of("Post", "Turn", "Moves", "Site", "Row", "Opening");

    private static final Set<String> EXEMPT = Set.of("CHANGELOG.md", "LICENSE");
    private static final Pattern WORD_STARTS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_");
    private static final Pattern TERM =
            Pattern.compile("(?i)(?<![\\w/.-])(" + String.join("|", TERMS.keySet()) + ")(?:e?s|ed)?(?![\\w/-])");
    private static final Pattern CODE = Pattern.compile("(?ms)^( *)```.*?^\\1```|`[^`\n]+`|\\{@\\w+ [^}]*}");
    private static final Pattern COMMENT_OR_LITERAL = Pattern.compile(
            "\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*+\"|'(?:\\\\.|[^'\\\\\n])*+'|//[^\n]*|/\\*(?s:.*?)\\*/");

    private final SourceFile file;

    private RetiredWords(SourceFile file) {
        this.file = file;
    }

    private static Map<String, String> pairs(String lines) {
        return lines.lines()
                .map(line -> line.split(" ", -1))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1].replace('-', ' ')));
    }

    /** Checks the names that a Java file declares, and its comments. */
    static List<Finding> check(SourceFile file) {
        var findings = new ArrayList<Finding>();
        new RetiredWords(file).scan(file.unit(), findings);
        COMMENT_OR_LITERAL
                .matcher(file.text())
                .results()
                .filter(token -> token.group().startsWith("/"))
                .forEach(comment -> findings.addAll(terms(file.path(), file.text(), comment.start(), comment.group())));
        return findings;
    }

    /** Checks a document or the protocol file. Code in it is checked where it is code. */
    static List<Finding> check(Path path, String text) {
        if (EXEMPT.contains(path.toString())) {
            return List.of();
        }
        return terms(path, text, 0, text);
    }

    private static List<Finding> terms(Path path, String text, int start, String part) {
        String prose = CODE.matcher(part).replaceAll(code -> code.group().replaceAll("[^\n]", " "));
        return TERM.matcher(prose)
                .results()
                .map(found -> new Finding(
                        path, line(text, start + found.start()), retired(found.group(), TERMS, found.group(1))))
                .toList();
    }

    private static String retired(String found, Map<String, String> words, String key) {
        return "'" + found + "' is retired; say '" + words.get(key.toLowerCase(Locale.ROOT)) + "'";
    }

    private static long line(String text, int at) {
        return text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, List<Finding> findings) {
        String name = type.getSimpleName().toString();
        TYPES.forEach((path, names) -> {
            boolean free = FREE_WHEN_NESTED.contains(name)
                    && !file.unit().getTypeDecls().contains(type);
            if (file.path().startsWith(path) && names.containsKey(name) && !free) {
                findings.add(file.finding(type, "'" + name + "' is retired; say '" + names.get(name) + "'"));
            }
        });
        parts(type, name, findings);
        return super.visitClass(type, findings);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, List<Finding> findings) {
        member(method, method.getName().toString(), findings);
        return super.visitMethod(method, findings);
    }

    @Override
    public @Nullable Void visitVariable(VariableTree variable, List<Finding> findings) {
        member(variable, variable.getName().toString(), findings);
        return super.visitVariable(variable, findings);
    }

    private void member(Tree tree, String name, List<Finding> findings) {
        if (file.path().startsWith("core/src/main") && MEMBERS.containsKey(name)) {
            findings.add(file.finding(tree, "'" + name + "' is retired; say '" + MEMBERS.get(name) + "'"));
        }
        parts(tree, name, findings);
    }

    private void parts(Tree tree, String name, List<Finding> findings) {
        WORD_STARTS
                .splitAsStream(name)
                .map(part -> part.toLowerCase(Locale.ROOT))
                .filter(PARTS::containsKey)
                .forEach(part -> findings.add(file.finding(
                        tree, "'" + part + "' in " + name + " is retired; say '" + PARTS.get(part) + "'")));
    }
}
