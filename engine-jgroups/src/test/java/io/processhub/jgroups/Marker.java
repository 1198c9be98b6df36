package io.processhub.jgroups;

import java.io.DataInput;
import java.io.DataOutput;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jgroups.Message;
import org.jgroups.auth.AuthToken;
import org.jgroups.util.SizeStreamable;

/**
 * A harmless class that an outsider may try to have instantiated, in each way that JGroups supports; it records that it
 * was.
 */
public final class Marker extends AuthToken implements SizeStreamable {
    static final BlockingQueue<String> MADE = new LinkedBlockingQueue<>();

    /** Called by reflection, or by the test itself. */
    public Marker() {
        MADE.add("constructor");
    }

    @Override
    public String getName() {
        return "marker";
    }

    @Override
    public int size() {
        return 0;
    }

    @Override
    public boolean authenticate(AuthToken token, Message message) {
        return true;
    }

    @Override
    public int serializedSize() {
        return 0;
    }

    @Override
    public void writeTo(DataOutput out) {
        // It has no content; only its existence matters.
    }

    @Override
    public void readFrom(DataInput in) {
        // See writeTo.
    }
}
