package io.processhub.console.demo;

import io.processhub.console.admin.AdminException;
import io.processhub.console.admin.Replies;
import io.processhub.console.input.Replicas;
import io.processhub.console.input.SpecLine;
import io.processhub.console.input.Wanted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plays the demo: start, kill one node, launch another one, let one leave, and verify after each step. While nodes come
 * and go in order, every process is called all the time. What it believes it counts itself in the JVMs; what the
 * registries say must agree with that. Used once, by one thread.
 */
public final class Demo {
    private static final int SAMPLES = 5;
    private static final Replies.Verified NONE_VERIFIED = new Replies.Verified(0, 0, 0, List.of());

    private final Fleet fleet;
    private final Plan plan;
    private final List<Wanted> wanted;
    private final Patience patience;
    private final Progress progress;
    private final Findings findings;
    private final List<Member> members = new ArrayList<>();

    /**
     * A demo.
     *
     * @param fleet where nodes come from
     * @param plan what to play
     * @param patience for each step
     * @param progress is told of each step
     */
    public Demo(Fleet fleet, Plan plan, Patience patience, Progress progress) {
        this.fleet = fleet;
        this.plan = plan;
        this.wanted = plan.wanted();
        this.patience = patience;
        this.progress = progress;
        this.findings = new Findings(plan);
    }

    /**
     * What to play.
     *
     * @param nodes how many to begin with; at least two
     * @param replicas how many copies of each process run
     * @param wanted what to run
     */
    public record Plan(int nodes, Replicas replicas, List<Wanted> wanted) {

        /** Freezes the list. */
        public Plan {
            wanted = List.copyOf(wanted);
        }
    }

    /**
     * Plays it.
     *
     * @return what was found; a demo that could not go on says why in its error
     */
    public Report play() {
        try {
            launch();
            start();
            verify();
            kill();
            verify();
            underLoad(this::rejoin);
            verify();
            underLoad(this::leave);
            verify();
            return findings.report(null);
        } catch (DemoException | AdminException failure) {
            return findings.report(String.valueOf(failure.getMessage()));
        }
    }

    private void launch() {
        progress.begin("launch " + plan.nodes() + " nodes");
        members.addAll(fleet.launch(plan.nodes()));
        patience.until("the nodes to see one another", this::missingMember);
        progress.end(members.stream().map(Member::name).collect(Collectors.joining(", ")) + " see one another");
    }

    private void start() {
        progress.begin("start " + wanted.size() + " processes");
        long begin = System.nanoTime();
        var outcome = members.getFirst().start(jsonLines(), patience.limit());
        if (outcome.failed() > 0 || outcome.existing() > 0) {
            throw new DemoException(outcome.failed() + " processes did not start and " + outcome.existing()
                    + " were there before: " + outcome.problems());
        }
        World world = settle("every process to run", null);
        findings.times = findings.times.started(millisSince(begin));
        findings.spread("started", world);
        sample(world);
        progress.end("all run, after " + findings.times.startedMs() + " ms");
    }

    private byte[] jsonLines() {
        var lines = new SpecLine();
        return wanted.stream()
                .map(lines::write)
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static long millisSince(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }

    /** Kills the node through which everything was started: nothing may depend on who asked. */
    private void kill() {
        Member victim = members.removeFirst();
        progress.begin("kill " + victim.name() + " with SIGKILL");
        findings.changes = findings.changes.killed(victim);
        long begin = System.nanoTime();
        victim.kill();
        World world = settle("every process to run on the survivors", null);
        findings.times = findings.times.failover(millisSince(begin));
        findings.spread(victim.name() + " killed", world);
        progress.end("all run on the survivors, after " + findings.times.failoverMs() + " ms");
    }

    private void rejoin() {
        progress.begin("launch a fresh node");
        long begin = System.nanoTime();
        Member fresh = fleet.launch(1).getFirst();
        members.add(fresh);
        World world = settle("the fresh node to have its share", fresh);
        findings.times = findings.times.rejoin(millisSince(begin));
        findings.changes = findings.changes.fresh(fresh);
        findings.spread(fresh.name() + " joined", world);
        progress.end(fresh.name() + " runs " + world.on(fresh.name()) + " of them, after " + findings.times.rejoinMs()
                + " ms");
    }

    /** Not the newest node, and not the one through which the load comes. */
    private void leave() {
        Member leaver = members.remove(1);
        progress.begin("let " + leaver.name() + " leave");
        findings.changes = findings.changes.left(leaver);
        long begin = System.nanoTime();
        leaver.leave(patience.limit());
        World world = settle("every process to run on those that stay", null);
        findings.times = findings.times.leave(millisSince(begin));
        findings.spread(leaver.name() + " left", world);
        progress.end("all run on those that stay, after " + findings.times.leaveMs() + " ms");
    }

    /** Plays a step in which nothing may be lost, neither a state nor a message. */
    private void underLoad(Runnable step) {
        World before = World.of(members);
        try (Load load = Load.on(members.getFirst(), wanted.size())) {
            step.run();
            progress.begin("compare what was sent with what was handled");
            Load.Outcome outcome = load.finish();
            findings.underLoad(before, World.of(members), outcome);
            progress.end(outcome.rounds() + " messages to each process, " + findings.messagesLost() + " lost");
            requireNothingLost(outcome);
        }
    }

    private void requireNothingLost(Load.Outcome outcome) {
        if (!findings.everythingKept()) {
            throw new DemoException(findings.losses()
                    + (outcome.failures().isEmpty() ? "" : "; the first without an answer: " + outcome.failures()));
        }
    }

    private World settle(String what, @Nullable Member fresh) {
        var seen = new ArrayList<World>(1);
        patience.until(what, () -> {
            requireAlive();
            var all = members.stream().map(Member::status).toList();
            Optional<String> lack = missingMember(all).or(() -> missingInRegistries(all));
            if (lack.isPresent()) {
                return lack;
            }
            World world = World.of(members);
            findings.count(world);
            seen.clear();
            seen.add(world);
            return missingInWorld(world, fresh);
        });
        return seen.getFirst();
    }

    private Optional<String> missingMember() {
        requireAlive();
        return missingMember(members.stream().map(Member::status).toList());
    }

    private void requireAlive() {
        for (Member member : members) {
            if (!member.alive()) {
                throw new DemoException("node " + member.name() + " ended by itself");
            }
        }
    }

    private Optional<String> missingMember(List<Replies.Status> all) {
        return all.stream()
                .filter(status -> status.membership().members().size() != members.size())
                .findFirst()
                .map(status -> status.node() + " sees "
                        + status.membership().members().size() + " nodes instead of " + members.size());
    }

    private Optional<String> missingInRegistries(List<Replies.Status> all) {
        int running = all.stream()
                .mapToInt(status ->
                        status.registry().processes() - status.registry().waiting())
                .min()
                .orElse(0);
        progress.advance(running, wanted.size());
        for (Replies.Status status : all) {
            if (status.registry().processes() != wanted.size()
                    || status.registry().waiting() > 0
                    || status.membership().redistributing()) {
                return Optional.of(status.node() + " knows " + status.registry().processes() + " of " + wanted.size()
                        + " processes, " + status.registry().waiting() + " of them wait"
                        + (status.membership().redistributing() ? ", and redistributes" : ""));
            }
        }
        return all.stream().map(status -> status.registry().digest()).distinct().count() == 1
                ? Optional.empty()
                : Optional.of("the registries differ");
    }

    private Optional<String> missingInWorld(World world, @Nullable Member fresh) {
        Optional<String> wrong = findings.wrong(world);
        if (wrong.isPresent()) {
            return wrong;
        }
        // Placement is not exact; half of an even share tells a node that takes part from one that does not.
        int share = wanted.size() * world.copiesWanted(plan.replicas()) / members.size() / 2;
        return fresh == null || world.on(fresh.name()) >= share
                ? Optional.empty()
                : Optional.of(fresh.name() + " runs " + world.on(fresh.name()) + " processes, its share is at least "
                        + share);
    }

    /**
     * Every process is called once from a node that does not run it: most by the first, those of the first by the
     * second. A node that is alone calls them itself, and so does one when others run copies of the same.
     */
    private void verify() {
        boolean alone = members.size() == 1 || plan.replicas().copies() > 1;
        progress.begin(alone ? "call every process" : "call every process from another node");
        Member first = members.getFirst();
        var most = first.verify("", alone);
        var rest = alone ? NONE_VERIFIED : members.get(1).verify(first.name(), false);
        boolean equal = members.stream().map(Member::registry).distinct().count() == 1;
        findings.verified(most.answered() + rest.answered(), equal);
        progress.end(most.answered() + rest.answered() + " answered, registries " + (equal ? "equal" : "DIFFER"));
        require(most, rest, equal);
    }

    private void require(Replies.Verified most, Replies.Verified rest, boolean equal) {
        int answered = most.answered() + rest.answered();
        if (answered != wanted.size()) {
            var failures = new ArrayList<>(most.failures());
            failures.addAll(rest.failures());
            throw new DemoException(answered + " of " + wanted.size() + " processes answered; the first that did not: "
                    + failures.stream().limit(3).collect(Collectors.joining("; ")));
        }
        if (!equal) {
            throw new DemoException("the registries differ");
        }
    }

    private void sample(World world) {
        int count = Math.min(SAMPLES, wanted.size());
        for (int part = 0; part < count; part++) {
            Wanted one = wanted.get(part * (wanted.size() / count));
            String node = world.host(one.id());
            Member caller = caller(members, node);
            String message = one.spec().type().equals("clock") ? "time" : "ping";
            findings.sample(new Report.Sample(one.id(), node, caller.ask(one.id(), message)));
        }
    }

    private static Member caller(Collection<Member> members, String host) {
        return members.stream()
                .filter(member -> !member.name().equals(host))
                .findFirst()
                .orElseThrow(() -> new DemoException("there is no other node than " + host));
    }
}
