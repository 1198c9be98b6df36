package io.processhub.jgroups;

import java.io.IOException;
import org.jgroups.Header;
import org.jgroups.Message;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.PingHeader;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.util.Bits;
import org.jgroups.util.Util;

/**
 * Checks the numbers that JGroups' protocols believe when they read the content of a message, such as how many members
 * a view has. The protocols allocate first and read then, so a few bytes could cost gibibytes. Stateless and
 * thread-safe.
 */
final class Announced {
    private static final int ADDRESS_BYTES_MIN = 1;
    private static final int ANSWER_BYTES_MIN = 6;
    private static final int SUBGROUP_BYTES_MIN = 12;

    /** Which parts an answer to a join has; JGroups keeps these to itself. */
    private static final int JOIN_VIEW = 1;

    private static final int JOIN_DIGEST = 1 << 1;
    private static final int JOIN_REFUSAL = 1 << 2;
    private static final int JOIN_MERGE_VIEW = 1 << 3;

    private Announced() {}

    /**
     * Walks through what the protocols will read of a message.
     *
     * @throws IOException when it announces more than it holds
     * @throws ClassNotFoundException when it names an unknown kind of address
     */
    static void check(Message message) throws IOException, ClassNotFoundException {
        if (!message.hasArray() || message.getLength() == 0) {
            return;
        }
        var content = new FrameInput(message.getArray(), message.getOffset(), message.getLength());
        for (Header header : message.getHeaders().values()) {
            switch (header) {
                case PingHeader ignored -> discovery(content);
                case MERGE3.MergeHeader ignored -> presentView(content);
                case GMS.GmsHeader membership -> membership(membership.getType(), content);
                default -> {
                    // The other headers belong to protocols that read no structure from the content.
                }
            }
        }
    }

    private static void discovery(FrameInput in) throws IOException, ClassNotFoundException {
        int answers = in.readInt();
        in.expect(answers, ANSWER_BYTES_MIN);
        for (int i = 0; i < answers; i++) {
            Util.readAddress(in);
            in.readByte();
            Bits.readString(in);
            Util.readAddress(in);
            addresses(in);
        }
    }

    private static void presentView(FrameInput in) throws IOException, ClassNotFoundException {
        if (in.readBoolean()) {
            view(in);
        }
    }

    private static void membership(byte type, FrameInput in) throws IOException, ClassNotFoundException {
        switch (type) {
            case GMS.GmsHeader.JOIN_RSP -> joinAnswer(in);
            case GMS.GmsHeader.MERGE_REQ -> addresses(in);
            case GMS.GmsHeader.VIEW,
                    GMS.GmsHeader.MERGE_RSP,
                    GMS.GmsHeader.INSTALL_MERGE_VIEW,
                    GMS.GmsHeader.INSTALL_DIGEST,
                    GMS.GmsHeader.GET_DIGEST_RSP -> viewAndDigest(in);
            default -> {
                // The other kinds have no content, or one view id.
            }
        }
    }

    private static void joinAnswer(FrameInput in) throws IOException, ClassNotFoundException {
        if (!in.readBoolean()) {
            return;
        }
        int parts = in.readByte();
        if (has(parts, JOIN_MERGE_VIEW)) {
            mergeView(in);
        } else if (has(parts, JOIN_VIEW)) {
            view(in);
        }
        if (has(parts, JOIN_DIGEST)) {
            sequenceNumbers(in);
        }
        if (has(parts, JOIN_REFUSAL)) {
            in.readUTF();
        }
    }

    /** Two of each member. */
    private static void sequenceNumbers(FrameInput in) throws IOException {
        int members = in.readShort();
        in.expect(members, 1);
        long[] pair = new long[2];
        for (int i = 0; i < members; i++) {
            Bits.readLongSequence(in, pair, 0);
        }
    }

    private static void viewAndDigest(FrameInput in) throws IOException, ClassNotFoundException {
        int parts = in.readShort();
        if (has(parts, GMS.VIEW_PRESENT)) {
            if (has(parts, GMS.MERGE_VIEW)) {
                mergeView(in);
            } else if (has(parts, GMS.DELTA_VIEW)) {
                deltaView(in);
            } else {
                view(in);
            }
        }
        if (has(parts, GMS.DIGEST_PRESENT)) {
            in.expect(has(parts, GMS.READ_ADDRS) ? addresses(in) : in.readShort(), 1);
        }
    }

    private static boolean has(int parts, int part) {
        return (parts & part) != 0;
    }

    private static void view(FrameInput in) throws IOException, ClassNotFoundException {
        viewId(in);
        addresses(in);
    }

    private static void deltaView(FrameInput in) throws IOException, ClassNotFoundException {
        viewId(in);
        viewId(in);
        addresses(in);
        addresses(in);
    }

    private static void mergeView(FrameInput in) throws IOException, ClassNotFoundException {
        view(in);
        int groups = in.readShort();
        in.expect(groups, SUBGROUP_BYTES_MIN);
        for (int i = 0; i < groups; i++) {
            memberOrAddress(in);
            in.readLong();
            int members = in.readShort();
            in.expect(members, Short.BYTES);
            for (int j = 0; j < members; j++) {
                memberOrAddress(in);
            }
        }
    }

    /** A member of the view by its index, or, when that is negative, an address. */
    private static void memberOrAddress(FrameInput in) throws IOException, ClassNotFoundException {
        if (in.readShort() < 0) {
            Util.readAddress(in);
        }
    }

    private static void viewId(FrameInput in) throws IOException, ClassNotFoundException {
        Util.readAddress(in);
        Bits.readLongCompressed(in);
    }

    /** Reads addresses and returns their number, which is negative when there is no list. */
    private static int addresses(FrameInput in) throws IOException, ClassNotFoundException {
        int count = in.readShort();
        in.expect(Math.max(count, 0), ADDRESS_BYTES_MIN);
        for (int i = 0; i < count; i++) {
            Util.readAddress(in);
        }
        return Math.max(count, 0);
    }

    /** Checks a digest that is next in a frame, and leaves the frame where it was. */
    static void checkDigest(FrameInput in) throws IOException, ClassNotFoundException {
        var ahead = new FrameInput(in);
        ahead.expect(addresses(ahead), 1);
    }

    /** Checks a list of sequence numbers that is next in a frame, and leaves the frame where it was. */
    static void checkSeqnos(FrameInput in) throws IOException {
        var ahead = new FrameInput(in);
        int bits = ahead.readInt();
        ahead.readLong();
        ahead.expect(((long) bits + Long.SIZE - 1) / Long.SIZE, Long.BYTES);
    }
}
