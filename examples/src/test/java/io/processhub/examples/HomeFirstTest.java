package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.examples.Quickstart.Account;
import io.processhub.examples.Quickstart.Ledger;
import org.junit.jupiter.api.Test;

final class HomeFirstTest {

    @Test
    void aProcessRunsAtHomeAndElsewhereWhenHomeIsGone() {
        try (var world = new TwoNodes(
                "home", hub -> hub.distribution(new HomeFirst("db/", "beta")).process(Account.TYPE, Ledger::new))) {
            var spec = Account.TYPE.spec("db/primary");
            world.startEverywhere(spec);
            var alpha = world.hubs().getFirst();
            assertThat(alpha.onNode(world.hubs().getLast().self())).hasSize(1);

            world.crashHostOf(spec);

            assertThat(alpha.local()).hasSize(1);
        }
    }
}
