package io.processhub.coordinator;

import io.processhub.antientropy.AntiEntropyHost;
import io.processhub.antientropy.ReadBarriers;
import io.processhub.cluster.NodeId;
import io.processhub.coordinator.port.Effect;
import io.processhub.load.LoadTable;
import io.processhub.log.Delta;
import io.processhub.log.Entry;
import io.processhub.log.Entry.Presence;
import io.processhub.strategy.synchronization.SyncContext;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.wire.Packet;
import java.util.List;

/** The coordinator, as far as the synchronization of its registry needs it. */
record SynchronizationHost(
        Settings settings, HubContext context, ClockWatch clocks, IntentAdoption adoption, LoadTable loads)
        implements AntiEntropyHost, ReadBarriers.Host {

    @Override
    public int frameBytesMax() {
        return settings.frameBytesMax();
    }

    @Override
    public SyncContext.Codec codec() {
        return settings.codec();
    }

    @Override
    public void post(List<NodeId> to, SyncMessage message) {
        context.send(to, new Packet.Synchronize(message, loads.along(to, message)));
    }

    @Override
    public void askHeads(List<NodeId> members, long question) {
        context.send(members, new Packet.AskHead(question));
    }

    @Override
    public void ended(long call, ReadBarriers.Outcome outcome) {
        context.answer(new Effect.AnswerCatchUp(call, outcome));
    }

    @Override
    public boolean accepts(Delta delta) {
        return clocks.accepts(delta);
    }

    /** The clock of this node must be ahead of all readings in what it has applied. */
    @Override
    public void applied(Delta delta) {
        for (Entry entry : delta.entries()) {
            switch (entry) {
                case Entry.IntentSet set -> context.observe(set.intent().stamp().clock());
                case Entry.PresenceSet present -> observe(present.presence());
                case Entry.Started started -> {
                    context.observe(started.instance().intentStamp().clock());
                    observe(new Presence.Running(started.instance()));
                }
            }
        }
    }

    private void observe(Presence presence) {
        context.observe(presence.term());
        if (presence instanceof Presence.Running running) {
            context.observe(running.instance().epoch());
        }
    }

    @Override
    public boolean mayReturn(NodeId node) {
        return adoption.mayReturn(node);
    }
}
