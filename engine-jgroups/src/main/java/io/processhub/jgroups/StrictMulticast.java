package io.processhub.jgroups;

import org.jgroups.Message;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.util.Table;

/**
 * Reliable multicast, as in {@code NAKACK2}, which believes no sequence number that is far ahead of those before it. A
 * custom stack refers to it by its full class name in place of {@code pbcast.NAKACK2}.
 */
public class StrictMulticast extends NAKACK2 {
    /** Creates a protocol with the properties of {@code NAKACK2}. */
    public StrictMulticast() {
        id = ClassConfigurator.getProtocolId(NAKACK2.class);
    }

    @Override
    protected Table<Message> createTable(long seqno) {
        return new BoundedWindow(
                xmit_table_num_rows,
                xmit_table_msgs_per_row,
                seqno,
                xmit_table_resize_factor,
                xmit_table_max_compaction_time);
    }
}
