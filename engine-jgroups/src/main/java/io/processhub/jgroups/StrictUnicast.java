package io.processhub.jgroups;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jgroups.Address;
import org.jgroups.Message;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.util.LongTuple;
import org.jgroups.util.Table;

/**
 * Reliable unicast, as in {@code UNICAST3}, which believes no sequence number that is far ahead of those before it, and
 * acknowledges not only twice a second but also whenever much has arrived. A sender keeps what is not acknowledged, and
 * at full speed half a second of that is more than all else that it keeps.
 *
 * <p>A custom stack refers to it by its full class name in place of {@code UNICAST3}.
 */
public class StrictUnicast extends UNICAST3 {
    private static final long UNACKNOWLEDGED_BYTES_MAX = 256 << 10;

    /** Received since the last acknowledgement, from all senders together. */
    private final AtomicLong unacknowledged = new AtomicLong();

    /** Creates a protocol with the properties of {@code UNICAST3}. */
    public StrictUnicast() {
        id = ClassConfigurator.getProtocolId(UNICAST3.class);
    }

    @Override
    protected Table<Message> createTable(long seqno) {
        return new BoundedWindow(
                xmit_table_num_rows,
                xmit_table_msgs_per_row,
                seqno - 1,
                xmit_table_resize_factor,
                xmit_table_max_compaction_time);
    }

    @Override
    protected void addMessage(ReceiverEntry entry, Address sender, long seqno, Message message) {
        super.addMessage(entry, sender, seqno, message);
        received(message.getLength());
    }

    @Override
    protected void handleBatchReceived(
            ReceiverEntry entry, Address sender, List<LongTuple<Message>> batch, boolean oob, Address receiver) {
        long bytes = 0;
        for (LongTuple<Message> message : batch) {
            bytes += message.getVal2().getLength();
        }
        super.handleBatchReceived(entry, sender, batch, oob, receiver);
        received(bytes);
    }

    private void received(long bytes) {
        if (unacknowledged.addAndGet(bytes) >= UNACKNOWLEDGED_BYTES_MAX
                && unacknowledged.getAndSet(0) >= UNACKNOWLEDGED_BYTES_MAX) {
            sendPendingAcks();
        }
    }
}
