package io.processhub.strategy.synchronization.gossip;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import io.processhub.log.Logs.Head;
import io.processhub.strategy.synchronization.SyncContext;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.strategy.synchronization.gossip.GossipMessage.Acks;
import io.processhub.strategy.synchronization.gossip.GossipMessage.Even;
import io.processhub.strategy.synchronization.gossip.GossipMessage.Inquiry;
import io.processhub.strategy.synchronization.gossip.GossipMessage.Parcel;
import io.processhub.strategy.synchronization.gossip.GossipMessage.Probe;
import io.processhub.strategy.synchronization.gossip.GossipMessage.RelayTask;
import io.processhub.strategy.synchronization.gossip.GossipMessage.Report;
import io.processhub.strategy.synchronization.gossip.GossipMessage.Round;
import io.processhub.strategy.synchronization.gossip.GossipMessage.RoundStart;
import io.processhub.strategy.synchronization.gossip.GossipMessage.Rumour;
import io.processhub.strategy.synchronization.gossip.GossipMessage.Target;
import io.processhub.strategy.synchronization.gossip.GossipMessage.TargetRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Gossip's messages as bytes: one byte for the kind, then the values in their order, without names, because names would
 * be a tenth of a small message. Numbers have seven bits a byte; ids, keys and hashes have a fixed size; stretches and
 * heads are those of the {@link SyncContext.Codec}, with their length before them. docs/PROTOCOL.md has the table.
 *
 * <p>Rules for changes: values are only appended, and a receiver ignores what follows those that it knows; a kind is
 * never given a new meaning, and a receiver drops a message of a kind that it does not know.
 */
final class GossipCodec {
    private static final int RUMOUR = 1;
    private static final int ACKS = 2;
    private static final int ROUND_START = 3;
    private static final int REPORT = 4;
    private static final int INQUIRY = 5;
    private static final int TARGET_REQUEST = 6;
    private static final int TARGET = 7;
    private static final int PROBE = 8;
    private static final int EVEN = 9;

    private static final int BUFFER_BYTES = 256;

    /** Of hops, and of members: more are a mistake, and fewer can be counted on from. */
    private static final int COUNT_MAX = 1_000_000;

    private final SyncContext.Codec logs;

    GossipCodec(SyncContext.Codec logs) {
        this.logs = logs;
    }

    SyncMessage.Custom encode(GossipMessage message) {
        int news = message instanceof Rumour rumour ? rumour.parcel().bytes().length : 0;
        var bytes = new ByteArrayOutputStream(BUFFER_BYTES + news);
        try {
            var out = CodedOutputStream.newInstance(bytes, BUFFER_BYTES);
            write(message, out);
            out.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException("an array refused bytes", impossible);
        }
        return new SyncMessage.Custom(bytes.toByteArray());
    }

    private void write(GossipMessage message, CodedOutputStream out) throws IOException {
        switch (message) {
            case Rumour rumour -> write(rumour, out);
            case RoundStart start -> write(start, out);
            case Acks acks -> write(acks, out);
            case Report report -> write(report, out);
            case Inquiry(List<Long> numbers) -> {
                out.writeRawByte((byte) INQUIRY);
                write(numbers, out);
            }
            case TargetRequest(RoundId round) -> {
                out.writeRawByte((byte) TARGET_REQUEST);
                out.writeFixed64NoTag(round.toLong());
            }
            case Target target -> write(target, out);
            case Probe(long sum) -> {
                out.writeRawByte((byte) PROBE);
                out.writeFixed64NoTag(sum);
            }
            case Even even -> out.writeRawByte((byte) EVEN);
        }
    }

    /**
     * Decodes a message.
     *
     * @throws IllegalArgumentException when it is none that this node can read
     */
    GossipMessage decode(SyncMessage.Custom message) {
        try {
            var in = CodedInputStream.newInstance(message.bytes());
            int kind = in.readRawByte();
            return switch (kind) {
                case RUMOUR -> rumour(in);
                case ACKS -> acks(in);
                case ROUND_START -> roundStart(in);
                case REPORT -> report(in);
                case INQUIRY -> new Inquiry(numbers(in));
                case TARGET_REQUEST -> new TargetRequest(round(in));
                case TARGET -> target(in);
                case PROBE -> new Probe(in.readFixed64());
                case EVEN -> new Even();
                default -> throw new IllegalArgumentException("unknown kind " + kind);
            };
        } catch (IOException truncated) {
            throw new IllegalArgumentException("not a message of Gossip", truncated);
        }
    }

    // ---- relay tasks

    private static void task(int kind, RelayTask task, CodedOutputStream out) throws IOException {
        out.writeRawByte((byte) kind);
        out.writeUInt64NoTag(task.number());
        out.writeFixed64NoTag(task.end());
    }

    private static void write(Rumour rumour, CodedOutputStream out) throws IOException {
        task(RUMOUR, rumour, out);
        out.writeUInt32NoTag(rumour.hops());
        out.writeByteArrayNoTag(rumour.parcel().bytes());
    }

    private GossipMessage rumour(CodedInputStream in) throws IOException {
        long number = in.readUInt64();
        long end = in.readFixed64();
        int hops = in.readUInt32();
        if (hops < 1 || hops > COUNT_MAX) {
            throw new IllegalArgumentException("rumour with " + hops + " hops");
        }
        byte[] bytes = in.readByteArray();
        return new Rumour(number, end, hops, new Parcel(logs.decodeDelta(bytes), bytes));
    }

    /** Where possible, the base is named by its distance, which takes one byte instead of nine. */
    private void write(RoundStart start, CodedOutputStream out) throws IOException {
        task(ROUND_START, start, out);
        Round round = start.round();
        out.writeFixed64NoTag(round.id().toLong());
        int back = round.id().since(round.base());
        out.writeUInt32NoTag(back);
        if (back == 0) {
            out.writeFixed64NoTag(round.base().toLong());
        }
        out.writeBoolNoTag(round.settled());
        out.writeFixed32NoTag(round.members());
        out.writeFixed64NoTag(round.sum());
        write(out, round.changed());
    }

    private GossipMessage roundStart(CodedInputStream in) throws IOException {
        long number = in.readUInt64();
        long end = in.readFixed64();
        RoundId id = round(in);
        int back = in.readUInt32();
        RoundId base = back == 0 ? RoundId.of(in.readFixed64()) : id.back(back);
        var round = new Round(id, base, in.readBool(), in.readFixed32(), in.readFixed64(), heads(in));
        return new RoundStart(number, end, round);
    }

    private static RoundId round(CodedInputStream in) throws IOException {
        RoundId id = RoundId.of(in.readFixed64());
        if (id.phase() == 0) {
            throw new IllegalArgumentException("a round without a phase");
        }
        return id;
    }

    // ---- answers

    /** Most acknowledgements are of one sort: empty lists at the end are left out. */
    private static void write(Acks acks, CodedOutputStream out) throws IOException {
        out.writeRawByte((byte) ACKS);
        write(acks.done(), out);
        if (!acks.begun().isEmpty() || !acks.unknown().isEmpty()) {
            write(acks.begun(), out);
        }
        if (!acks.unknown().isEmpty()) {
            write(acks.unknown(), out);
        }
    }

    private static GossipMessage acks(CodedInputStream in) throws IOException {
        return new Acks(numbers(in), numbers(in), numbers(in));
    }

    private static void write(List<Long> numbers, CodedOutputStream out) throws IOException {
        out.writeUInt32NoTag(numbers.size());
        for (long number : numbers) {
            out.writeUInt64NoTag(number);
        }
    }

    private static List<Long> numbers(CodedInputStream in) throws IOException {
        int count = in.isAtEnd() ? 0 : in.readUInt32();
        List<Long> numbers = new ArrayList<>(); // not as long as was announced: that may be a lie
        for (int read = 0; read < count; read++) {
            numbers.add(in.readUInt64());
        }
        return numbers;
    }

    private void write(Report report, CodedOutputStream out) throws IOException {
        out.writeRawByte((byte) REPORT);
        out.writeUInt64NoTag(report.number());
        out.writeUInt32NoTag(report.unreached());
        write(out, report.contributions());
    }

    private GossipMessage report(CodedInputStream in) throws IOException {
        var report = new Report(in.readUInt64(), in.readUInt32(), heads(in));
        if (report.unreached() < 0 || report.unreached() > COUNT_MAX) {
            throw new IllegalArgumentException("report with " + report.unreached() + " unreached");
        }
        return report;
    }

    private void write(Target target, CodedOutputStream out) throws IOException {
        out.writeRawByte((byte) TARGET);
        out.writeFixed64NoTag(target.round().toLong());
        out.writeUInt32NoTag(target.part());
        out.writeUInt32NoTag(target.parts());
        write(out, target.heads());
    }

    private GossipMessage target(CodedInputStream in) throws IOException {
        var target = new Target(round(in), in.readUInt32(), in.readUInt32(), heads(in));
        if (target.part() < 0 || target.part() >= target.parts()) {
            throw new IllegalArgumentException("part " + target.part() + " of " + target.parts());
        }
        return target;
    }

    private void write(CodedOutputStream out, List<Head> heads) throws IOException {
        out.writeByteArrayNoTag(logs.encodeHeads(heads));
    }

    private List<Head> heads(CodedInputStream in) throws IOException {
        return logs.decodeHeads(in.readByteArray());
    }
}
