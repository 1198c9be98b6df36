package io.processhub.jgroups;

import io.processhub.cluster.Cluster;
import java.util.function.Predicate;
import org.jgroups.Address;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.stack.Protocol;
import org.jgroups.stack.ProtocolStack;
import org.jgroups.util.MessageBatch;
import org.jspecify.annotations.Nullable;

/** Drops what a node receives from certain others, right above the transport: a cut in one direction. */
final class Cut extends Protocol {
    private volatile Predicate<Address> from;

    private Cut(Predicate<Address> from) {
        this.from = from;
    }

    /** Cuts a node off from the senders that pass. */
    static Cut at(Cluster node, Predicate<Address> from) throws Exception {
        var cut = new Cut(from);
        ProtocolStack stack = channel(node).getProtocolStack();
        stack.insertProtocolInStack(cut, stack.getTransport(), ProtocolStack.Position.ABOVE);
        return cut;
    }

    /** Drops what a node receives about whether a member lives. */
    static void ofVerification(Cluster node) throws Exception {
        short verification = ClassConfigurator.getProtocolId(VERIFY_SUSPECT2.class);
        ProtocolStack stack = channel(node).getProtocolStack();
        stack.insertProtocolInStack(
                new Protocol() {
                    @Override
                    public @Nullable Object up(Message message) {
                        return message.getHeader(verification) == null ? up_prot.up(message) : null;
                    }

                    @Override
                    public void up(MessageBatch batch) {
                        batch.removeIf(message -> message.getHeader(verification) != null, true);
                        up_prot.up(batch);
                    }
                },
                stack.getTransport(),
                ProtocolStack.Position.ABOVE);
    }

    static JChannel channel(Cluster node) {
        return ((JGroupsCluster) node).channel().orElseThrow();
    }

    void heal() {
        from = nobody -> false;
    }

    @Override
    public @Nullable Object up(Message message) {
        return from.test(message.getSrc()) ? null : up_prot.up(message);
    }

    @Override
    public void up(MessageBatch batch) {
        if (!from.test(batch.getSender())) {
            up_prot.up(batch);
        }
    }
}
