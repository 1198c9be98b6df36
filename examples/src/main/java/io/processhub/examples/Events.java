package io.processhub.examples;

import io.processhub.ProcessHub;
import io.processhub.examples.Quickstart.Account;
import io.processhub.examples.Quickstart.Ledger;
import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent;
import io.processhub.spec.StartReason;
import java.util.function.Consumer;

/** Hooks, before the start and at run time. */
final class Events {
    private Events() {}

    /** A hub that reports failovers. */
    static ProcessHub open(Consumer<String> pager) {
        // tag::hooks[]
        Hook<HubEvent.ProcessStarted> failovers = Hook.of("failovers", HubEvent.ProcessStarted.class, started -> {
            if (started.reason() == StartReason.FAILED_OVER) {
                pager.accept(started.id() + " failed over to " + started.node());
            }
        });
        ProcessHub hub = ProcessHub.builder("bank")
                .process(Account.TYPE, Ledger::new)
                .hook(failovers)
                .start();
        // end::hooks[]
        return hub;
    }

    /** Logs what happens to processes from now on; called before all other hooks. */
    static void listen(ProcessHub hub, Consumer<String> log) {
        // tag::later[]
        hub.addHook(new Hook<>("log", 100, HubEvent.ProcessEvent.class, event -> {
            switch (event) {
                case HubEvent.ProcessStarted started -> log.accept(started.id() + " runs: " + started.reason());
                case HubEvent.ProcessEnded ended -> log.accept(ended.id() + " ended: " + ended.cause());
                case HubEvent.RoleChanged changed -> log.accept(changed.id() + " is now " + changed.role());
                case HubEvent.EpochRaised raised -> log.accept(raised.id() + " has epoch " + raised.epoch());
                case HubEvent.ProcessParked parked -> log.accept(parked.id() + " parked: " + parked.error());
                case HubEvent.MoveFailed failed -> log.accept(failed.id() + " stays: " + failed.reason());
                case HubEvent.ConflictResolved resolved ->
                    log.accept(resolved.id() + " stays on " + resolved.survivor());
            }
        }));
        // end::later[]
    }
}
