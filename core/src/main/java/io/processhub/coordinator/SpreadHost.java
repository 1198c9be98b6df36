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
record SpreadHost(Settings settings, HubContext context, IntentAdoption adoption) implements Host {

    @Override
    public int frameBytesMax() {
        return settings.frameBytesMax();
    }

    @Override
    public void post(List<NodeId> to, Content content) {
        context.send(to, new Packet.Synchronize(content));
    }

    /** Takes note of the readings of other clocks in it. */
    @Override
    public void applied(Delta delta) {
        for (Entry entry : delta.entries()) {
            switch (entry) {
                case Entry.Wished wished ->
                    context.observe(wished.intent().stamp().clock());
                case Entry.Present present -> {
                    context.observe(present.presence().term());
                    if (present.presence() instanceof Presence.Running running) {
                        context.observe(running.instance().epoch());
                    }
                }
            }
        }
    }

    @Override
    public boolean mayReturn(NodeId node) {
        return adoption.mayReturn(node);
    }
}
