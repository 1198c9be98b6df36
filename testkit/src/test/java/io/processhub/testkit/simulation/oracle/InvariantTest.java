package io.processhub.testkit.simulation.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.HubStatus;
import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessType;
import io.processhub.process.StartResult;
import io.processhub.process.StopResult;
import io.processhub.registry.Instance;
import io.processhub.registry.Instance.Location;
import io.processhub.registry.Intent.Stamp;
import io.processhub.registry.Registration;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import io.processhub.strategy.redundancy.RedundancyStrategy;
import io.processhub.strategy.redundancy.Replication;
import io.processhub.strategy.redundancy.Singularity;
import io.processhub.strategy.synchronization.Synchronizer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class InvariantTest {
    private static final ProcessId BOOK = ProcessId.of("orders/eu");
    private static final NodeId N1 = new NodeId("n1", 1);
    private static final NodeId N2 = new NodeId("n2", 1);
    private static final NodeId N3 = new NodeId("n3", 1);

    private final World world = new World();
    private final Intents intents = new Intents();
    private RedundancyStrategy redundancy = new Singularity();
    private final TreeMap<NodeId, Evidence.Testimony> hubs = new TreeMap<>();

    @Test
    void aWantedProcessRunsExactlyOnce() {
        intents.startAsked(BOOK);
        intents.answered(new StartResult.Started(BOOK, List.of(new Location(N1, 1))));
        assertThat(breaches(new NothingLost(1))).hasSize(1);

        start(N1, 1);
        assertThat(breaches(new NothingLost(1))).isEmpty();

        start(N2, 2);
        assertThat(breaches(new NothingLost(1))).hasSize(1);
        assertThat(breaches(new NothingLost(2))).isEmpty();

        world.crashed(N2);
        assertThat(breaches(new NothingLost(1))).isEmpty();
    }

    private List<String> breaches(Invariant invariant) {
        return invariant.breaches(new Evidence(world, intents, hubs));
    }

    private void start(NodeId node, long epoch) {
        world.started(new World.Start(Duration.ZERO, BOOK, node, epoch));
    }

    @Test
    void aStoppedProcessDoesNotRun() {
        start(N1, 1);
        intents.stopAsked(BOOK);
        intents.answered(new StopResult.Stopped(BOOK, List.of()));
        assertThat(breaches(new NothingUnwanted())).hasSize(1);

        world.stopped(BOOK, N1, 1);
        assertThat(breaches(new NothingUnwanted())).isEmpty();
    }

    @Test
    void whatIsContestedIsLeftOut() {
        intents.stopAsked(BOOK);
        intents.startAsked(BOOK);
        intents.answered(new StopResult.Stopped(BOOK, List.of()));
        intents.answered(new StartResult.Started(BOOK, List.of()));

        assertThat(intents.wanted()).isEmpty();
        assertThat(intents.unwanted()).isEmpty();

        intents.stopAsked(BOOK);
        intents.answered(new StopResult.Stopped(BOOK, List.of()));
        assertThat(intents.unwanted()).containsExactly(BOOK);
    }

    /** Each node of a hub ensures its static processes, and all do so together. */
    @Test
    void startsThatOverlapAgree() {
        intents.startAsked(BOOK);
        intents.startAsked(BOOK);
        intents.answered(new StartResult.AlreadyExists(BOOK, List.of()));
        intents.answered(new StartResult.Started(BOOK, List.of()));
        assertThat(intents.wanted()).containsExactly(BOOK);

        intents.startAsked(BOOK);
        intents.startAsked(BOOK);
        intents.answered(new StartResult.RolledBack(BOOK));
        intents.answered(new StartResult.Started(BOOK, List.of()));
        assertThat(intents.wanted()).isEmpty();
    }

    /** A process ended by itself while the answer to its start was under way. */
    @Test
    void aDoubtIncludesAnswersUnderWay() {
        intents.startAsked(BOOK);
        intents.doubt(BOOK);
        intents.answered(new StartResult.Started(BOOK, List.of()));

        assertThat(intents.wanted()).isEmpty();
    }

    @Test
    void aRefusalChangesNoIntent() {
        intents.startAsked(BOOK);
        intents.answered(new StartResult.Started(BOOK, List.of()));
        intents.startAsked(BOOK);
        intents.answered(new StartResult.Refused(BOOK, "exists"));

        assertThat(intents.wanted()).containsExactly(BOOK);
    }

    @Test
    void aNodeRunsAProcessOnce() {
        start(N1, 1);
        start(N2, 2);
        assertThat(breaches(new OncePerNode())).isEmpty();

        start(N1, 3);
        assertThat(breaches(new OncePerNode())).hasSize(1);
    }

    @Test
    void aRegisteredProcessRunsWithTheCopiesOfTheStrategy() {
        testify(N1, 5, registered(N1, 1));
        testify(N2, 5, registered(N1, 1));
        assertThat(breaches(new RequiredCopies())).hasSize(1);

        start(N1, 1);
        assertThat(breaches(new RequiredCopies())).isEmpty();

        start(N2, 2);
        assertThat(breaches(new RequiredCopies())).hasSize(1);

        redundancy = Replication.activeActive(3);
        testify(N1, 5, registered(N1, 1));
        testify(N2, 5, registered(N1, 1));
        assertThat(breaches(new RequiredCopies())).isEmpty();
    }

    /** No registry has it any more, though it was not stopped. */
    @Test
    void aProcessThatAllHubsHaveForgottenIsMissed() {
        testify(N1, 5);
        intents.startAsked(BOOK);
        intents.answered(new StartResult.Started(BOOK, List.of(new Location(N1, 1))));

        assertThat(breaches(new RequiredCopies())).hasSize(1);
    }

    @Test
    void aNodeThatHasParkedAProcessNeedsNoCopy() {
        redundancy = Replication.activeActive(2);
        Registration known = registered(N1, 1);
        var parked = new Registration.Parked(N2, "failed", null);
        testify(N1, 5, new Registration(known.wanted(), known.instances(), List.of(parked)));
        start(N1, 1);

        assertThat(breaches(new RequiredCopies())).isEmpty();
    }

    @Test
    void registriesSayTheTrueRoles() {
        start(N1, 1);
        testify(N1, 5, registered(N1, 1));
        takes(N1, Role.ACTIVE, 1);
        assertThat(breaches(new RolesTrue())).isEmpty();

        takes(N1, Role.PASSIVE, 2);
        assertThat(breaches(new RolesTrue())).hasSize(1);
    }

    /** The copy with the greatest epoch was lost, and the other one goes on. */
    @Test
    void ofSeveralCopiesTheOlderOneMayRemain() {
        start(N1, 1);
        start(N2, 2);
        world.crashed(N2);
        testify(N1, 5, registered(N1, 1));
        assertThat(breaches(new EpochsGrow())).hasSize(1);

        redundancy = Replication.activeActive(2);
        testify(N1, 5, registered(N1, 1));
        assertThat(breaches(new EpochsGrow())).isEmpty();
    }

    @Test
    void anInstanceKeepsItsRoleWhenItsEpochIsRaised() {
        start(N1, 1);
        takes(N1, Role.ACTIVE, 1);

        world.raised(BOOK, new Location(N1, 1), 7);

        assertThat(world.copiesOf(BOOK)).containsExactly(new Location(N1, 7));
        assertThat(world.activeCopiesOf(BOOK)).extracting(World.Turn::copy).containsExactly(new Location(N1, 7));
    }

    @Test
    void whatHasEndedIsNeitherRaisedNorEndedAgain() {
        world.raised(BOOK, new Location(N1, 1), 7);
        world.stopped(BOOK, N1, 1);

        assertThat(world.copiesOf(BOOK)).isEmpty();
    }

    @Test
    void epochsGrowOnEachNode() {
        start(N1, 1);
        start(N2, 2);
        assertThat(breaches(new EpochsGrow())).isEmpty();

        world.stopped(BOOK, N1, 1);
        start(N1, 1);
        assertThat(breaches(new EpochsGrow())).isNotEmpty();
    }

    /** The older copy goes on, because its node never saw the later one. */
    @Test
    void aTokenOfADeadNodeCountsWhereItWasSeen() {
        start(N1, 1);
        start(N2, 2);
        takes(N1, Role.ACTIVE, 1);
        takes(N2, Role.ACTIVE, 3);
        world.crashed(N2);
        assertThat(breaches(new EpochsGrow())).hasSize(1);
        assertThat(breaches(new TermsGrow())).hasSize(1);

        world.seen(new World.Token(BOOK, N2, 2), Set.of(N3));
        assertThat(breaches(new EpochsGrow())).isEmpty();
        assertThat(breaches(new TermsGrow())).hasSize(1);

        world.seen(new World.Token(BOOK, N2, 3), Set.of(N3));
        assertThat(breaches(new TermsGrow())).isEmpty();

        world.seen(new World.Token(BOOK, N2, 2), Set.of(N1, N3));
        assertThat(breaches(new EpochsGrow())).hasSize(1);
        world.seen(new World.Token(BOOK, N2, 3), Set.of(N1));
        assertThat(breaches(new TermsGrow())).hasSize(1);
    }

    private void takes(NodeId node, Role role, long term) {
        world.tookRole(new World.Turn(Duration.ZERO, BOOK, new Location(node, 1), role, term));
    }

    @Test
    void oneCopyOfAWantedProcessIsActiveAndRegistriesNameIt() {
        intents.startAsked(BOOK);
        intents.answered(new StartResult.Started(BOOK, List.of(new Location(N1, 1))));
        assertThat(breaches(new OneActive())).hasSize(1);

        takes(N1, Role.ACTIVE, 1);
        testify(N2, 5, registered(N1, 1));
        assertThat(breaches(new OneActive())).isEmpty();

        testify(N2, 5, registered(N1, 2));
        assertThat(breaches(new OneActive())).hasSize(1);

        testify(N2, 5, registered(N1, 1));
        takes(N2, Role.ACTIVE, 2);
        assertThat(breaches(new OneActive())).hasSize(1);
        assertThat(breaches(new NeverTwoActive())).hasSize(1);

        takes(N2, Role.PASSIVE, 3);
        assertThat(breaches(new OneActive())).isEmpty();
        assertThat(breaches(new NeverTwoActive())).hasSize(1);
    }

    @Test
    void theCopyThatIsLeftActiveHasTheGreatestTerm() {
        takes(N1, Role.ACTIVE, 1);
        takes(N2, Role.ACTIVE, 5);
        takes(N1, Role.PASSIVE, 6);
        assertThat(breaches(new TermsGrow())).isEmpty();

        world.crashed(N2);
        takes(N1, Role.ACTIVE, 4);
        assertThat(breaches(new TermsGrow())).hasSize(1);

        takes(N1, Role.ACTIVE, 7);
        assertThat(breaches(new TermsGrow())).isEmpty();
    }

    @Test
    void aLateStopLeavesTheNextInstanceAlone() {
        start(N1, 2);

        world.stopped(BOOK, N1, 1);

        assertThat(world.copiesOf(BOOK)).containsExactly(new Location(N1, 2));
    }

    @Test
    void registriesSayTheSame() {
        testify(N1, 5, registered(N1, 1));
        testify(N2, 5, registered(N1, 1));
        assertThat(breaches(new RegistriesEqual())).isEmpty();

        testify(N2, 6, registered(N1, 1));
        assertThat(breaches(new RegistriesEqual())).hasSize(1);

        testify(N2, 6, registered(N1, 2));
        assertThat(breaches(new RegistriesEqual())).hasSize(1);

        testify(N2, 5, registered(N1, 2));
        assertThat(breaches(new RegistriesEqual())).hasSize(2);
    }

    @Test
    void registriesSayWhatIsTrue() {
        start(N1, 1);
        testify(N1, 5, registered(N1, 1));
        assertThat(breaches(new RegistriesTrue())).isEmpty();

        testify(N2, 5);
        assertThat(breaches(new RegistriesTrue())).hasSize(1);

        testify(N2, 5, registered(N1, 2));
        assertThat(breaches(new RegistriesTrue())).hasSize(1);
    }

    private void testify(NodeId node, long digest, Registration... registrations) {
        var status = new HubStatus(
                "hub",
                node,
                HubStatus.Phase.RUNNING,
                new HubStatus.Membership(List.of(N1, N2), true, false, List.of()),
                new HubStatus.RegistryState(registrations.length, 0, digest, 0, Synchronizer.Counters.NONE),
                new HubStatus.Local(0, Map.of(), List.of()),
                null);
        hubs.put(node, new Evidence.Testimony(status, List.of(registrations), redundancy));
    }

    private static Registration registered(NodeId node, long epoch) {
        var instance = new Instance(epoch, Role.ACTIVE, StartReason.FRESH, new Stamp(1, node));
        return new Registration(
                ProcessType.of("probe", Object.class).spec(BOOK.value()),
                Metadata.NONE,
                List.of(new Registration.Copy(node, instance)));
    }
}
