package io.processhub.jgroups;

import io.processhub.cluster.NodeId;
import java.util.Optional;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.Event;
import org.jgroups.Message;
import org.jgroups.View;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.JoinRsp;
import org.jgroups.stack.Protocol;
import org.jgroups.util.MessageBatch;
import org.jspecify.annotations.Nullable;

/**
 * Rejects a second node with the same name: the coordinator answers its join request with a rejection, so that it never
 * appears in a view and the first node is not affected. Must be placed directly below {@code GMS} in the stack.
 *
 * <p>A member that crashed counts as live until failure detection has removed it; its next incarnation repeats the
 * request until then.
 */
final class NameGuard extends Protocol {
    private static final short MEMBERSHIP = ClassConfigurator.getProtocolId(GMS.class);

    private volatile @Nullable View view;

    @Override
    public Object down(Event event) {
        if (event.getType() == Event.VIEW_CHANGE) {
            view = event.getArg();
        }
        return down_prot.down(event);
    }

    @Override
    public @Nullable Object up(Message message) {
        return refuses(message) ? null : up_prot.up(message);
    }

    @Override
    public void up(MessageBatch batch) {
        batch.removeIf(this::refuses, true);
        if (!batch.isEmpty()) {
            up_prot.up(batch);
        }
    }

    private boolean refuses(Message message) {
        GMS.GmsHeader header = message.getHeader(MEMBERSHIP);
        if (header == null || header.getType() != GMS.GmsHeader.JOIN_REQ) {
            return false;
        }
        Optional<Address> namesake = namesake(header.getMember());
        namesake.ifPresent(holder -> refuse(header.getMember(), holder));
        return namesake.isPresent();
    }

    private Optional<Address> namesake(Address joiner) {
        View current = view;
        if (current == null || !current.getCoord().equals(local_addr)) {
            return Optional.empty();
        }
        return NodeAddress.node(joiner)
                .map(NodeId::name)
                .flatMap(name -> current.getMembers().stream()
                        .filter(member -> !member.equals(joiner))
                        .filter(member -> NodeAddress.node(member)
                                .filter(node -> node.name().equals(name))
                                .isPresent())
                        .findFirst());
    }

    private void refuse(Address joiner, Address holder) {
        NodeId node = NodeAddress.node(holder).orElseThrow();
        Object where = down_prot.down(new Event(Event.GET_PHYSICAL_ADDRESS, holder));
        var reason = new JoinRsp("node name '" + node.name() + "' is used by a live member at " + where + " (" + node
                + "); choose another name or stop it");
        log.debug("%s: rejected the join of %s: its name is used by a live member at %s", local_addr, joiner, where);
        down_prot.down(new BytesMessage(joiner)
                .setArray(GMS.marshal(reason))
                .putHeader(MEMBERSHIP, new GMS.GmsHeader(GMS.GmsHeader.JOIN_RSP)));
    }
}
