package io.processhub.jgroups;

import org.jgroups.Message;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.util.Table;

/**
 * Reliable unicast, as in {@code UNICAST3}, which believes no sequence number that is far ahead of those before it. A
 * custom stack refers to it by its full class name in place of {@code UNICAST3}.
 */
public class StrictUnicast extends UNICAST3 {
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
}
