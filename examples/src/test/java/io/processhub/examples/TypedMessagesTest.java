package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.processhub.HubBuilder;
import io.processhub.ProcessHub;
import io.processhub.cluster.Node;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.environment.Environment;
import io.processhub.examples.TypedMessages.Account;
import io.processhub.examples.TypedMessages.Entry;
import io.processhub.examples.TypedMessages.Rates;
import io.processhub.message.Ask;
import io.processhub.message.MessageType;
import io.processhub.process.ProcessException;
import io.processhub.process.ProcessType;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

final class TypedMessagesTest {
    private static final Account.Deposit GIFT = new Account.Deposit(100, Optional.of("birthday"));

    @Test
    void anAccountIsUsedFromTwoNodes() {
        try (var world = new TwoNodes("bank", TypedMessages::configured)) {
            world.startEverywhere(Account.TYPE.spec("alice"));
            world.startEverywhere(Rates.TYPE.spec("rates"));

            for (var hub : world.hubs()) {
                var alice = hub.ref(Account.TYPE, "alice");
                alice.tell(GIFT);
                long balance = alice.ask(new Account.Balance()).join();
                long dollars = alice.ask(new Account.BalanceIn("USD")).join();

                assertThat(dollars).isEqualTo(balance * 3 / 2);
                assertThat(alice.ask(new Account.History()).join())
                        .extracting(Entry::deposit)
                        .contains(GIFT);
            }
        }
    }

    // tag::older[]
    /** The same protocol on a node that is not upgraded yet: one component and two cases less. */
    sealed interface OlderAccount {
        ProcessType<OlderAccount> TYPE = ProcessType.of("account", OlderAccount.class);

        record Deposit(long cents) implements OlderAccount {}

        record Balance() implements OlderAccount, Ask<OlderAccount, Long> {}
    }

    static HubBuilder older(HubBuilder hub) {
        return hub.message(MessageType.of("account", OlderAccount.class)).process(OlderAccount.TYPE, () -> {
            long[] cents = new long[1];
            return message -> {
                switch (message.body()) {
                    case OlderAccount.Deposit deposit -> cents[0] += deposit.cents();
                    case OlderAccount.Balance question -> message.reply(question, cents[0]);
                }
            };
        });
    }
    // end::older[]

    @Test
    void anOlderProcessHandlesWhatItKnowsAndKeepsItsState() {
        var network = EmbeddedNetwork.create(Environment.system());
        try (var old = Node.join(network.open("old"));
                var fresh = Node.join(network.open("fresh"));
                var older = older(onOldFirst(old)).start();
                var newer = TypedMessages.configured(onOldFirst(fresh)).start()) {
            older.ensure(OlderAccount.TYPE.spec("alice")).join();
            var alice = newer.ensure(Account.TYPE.spec("alice")).join().ref();

            alice.tell(GIFT);
            var history = alice.ask(new Account.History());

            var refused = catchThrowableOfType(CompletionException.class, history::join);
            assertThat(refused)
                    .hasMessageContaining("History")
                    .cause()
                    .isInstanceOfSatisfying(
                            ProcessException.class,
                            problem ->
                                    assertThat(problem.reason()).isEqualTo(ProcessException.Reason.NOT_SERIALISABLE));
            assertThat(alice.ask(new Account.Balance()).join()).isEqualTo(100);
        }
    }

    private static HubBuilder onOldFirst(Node node) {
        return ProcessHub.builder("bank").node(node).distribution(new HomeFirst("", "old"));
    }

    @Test
    void aCodecOfTwoFunctionsGivesBackWhatItTook() {
        var days = BitSet.valueOf(new long[] {0b1010});

        assertThat(TypedMessages.DAYS.decode(TypedMessages.DAYS.encode(days))).isEqualTo(days);
    }
}
