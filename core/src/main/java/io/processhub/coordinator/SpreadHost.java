package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Delta;
import io.processhub.registry.Entry;
import io.processhub.registry.Presence;
import io.processhub.spread.Host;
import io.processhub.strategy.synchronization.Content;
import io.processhub.wire.Packet;
import java.util.List;

/** The coordinator, as far as the spreading of its replica needs to know it. */
record SpreadHost(Settings settings, Turn turn, Orphans orphans) implements Host {

    @Override
    public int frameBytesMax() {
        return settings.frameBytesMax();
    }

    @Override
    public void post(List<NodeId> to, Content content) {
        turn.outbox().add(new Effect.Post(to, new Packet.Synchronize(content)));
    }

    /** Hears of the readings of other clocks in it. */
    @Override
    public void applied(Delta delta) {
        for (Entry entry : delta.entries()) {
            switch (entry) {
                case Entry.Wished wished -> turn.hear(wished.intent().stamp().clock());
                case Entry.Present present -> {
                    turn.hear(present.presence().term());
                    if (present.presence() instanceof Presence.Running running) {
                        turn.hear(running.instance().epoch());
                    }
                }
            }
        }
    }

    @Override
    public boolean mayReturn(NodeId node) {
        return orphans.mayReturn(node);
    }
}
