package io.processhub;

import io.processhub.cluster.Node;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.registry.Intent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * One start of a hub. When it is refused, nothing of it is left.
 *
 * @param settings of the hub
 * @param node on which it starts
 * @param nodeIsOwn whether the node ends with the hub
 * @param early is given the hub before anything runs there
 */
record HubStart(HubBuilder settings, Node node, boolean nodeIsOwn, Consumer<? super ProcessHub> early) {

    /** Starts a hub, on a node of its own when it was given none. */
    static CompletableFuture<ProcessHub> of(HubBuilder settings, Consumer<? super ProcessHub> early) {
        SettingChecks.arbiter(settings.partition, settings.arbiter);
        if (settings.node != null) {
            return new HubStart(settings, settings.node, false, early).begin();
        }
        Node own = Node.join(EmbeddedNetwork.shared().open());
        try {
            return new HubStart(settings, own, true, early).begin();
        } catch (Throwable refused) {
            own.close();
            throw refused;
        }
    }

    /** Waits for a start; what it ends with is thrown as it is. */
    static ProcessHub joined(CompletableFuture<ProcessHub> start) {
        try {
            return start.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    private CompletableFuture<ProcessHub> begin() {
        List<Intent.Wanted> statics = settings.registrations.statics();
        return open().begun(statics);
    }

    private RunningHub open() {
        var loop = new HubLoop(settings.environment, settings.hubId, node.self());
        try {
            return open(loop);
        } catch (Throwable refused) {
            loop.close();
            throw refused;
        }
    }

    private RunningHub open(HubLoop loop) {
        Node.Channel channel = node.open(settings.hubId, loop);
        try {
            return new RunningHub(this, loop, channel);
        } catch (Throwable refused) {
            channel.close();
            throw refused;
        }
    }
}
