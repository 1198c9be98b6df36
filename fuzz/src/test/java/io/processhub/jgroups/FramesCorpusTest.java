package io.processhub.jgroups;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.fuzz.Corpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.EmptyMessage;
import org.jgroups.Header;
import org.jgroups.MergeView;
import org.jgroups.Message;
import org.jgroups.Version;
import org.jgroups.View;
import org.jgroups.ViewId;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.Discovery;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.NakAckHeader;
import org.jgroups.protocols.PingData;
import org.jgroups.protocols.PingHeader;
import org.jgroups.protocols.TpHeader;
import org.jgroups.protocols.UnicastHeader;
import org.jgroups.protocols.UnicastHeader3;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.JoinRsp;
import org.jgroups.protocols.pbcast.NakAckHeader2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.stack.IpAddress;
import org.jgroups.util.ByteArray;
import org.jgroups.util.ByteArrayDataOutputStream;
import org.jgroups.util.Digest;
import org.jgroups.util.ExtendedUUID;
import org.jgroups.util.SeqnoList;
import org.jgroups.util.SizeStreamable;
import org.jgroups.util.Util;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Goal: the corpus holds every header and every kind of content that a node accepts, and what was once believed. */
final class FramesCorpusTest {
    private static final Corpus CORPUS = Corpus.of(FramesFuzzTest.class);
    private static final Address MEMBER = new ExtendedUUID(1, 2).put("node", new byte[] {'a', '#', '1'});
    private static final Address OTHER = FramesFuzzTest.RECEIVER;
    private static final ViewId VIEW_ID = new ViewId(MEMBER, 3);
    private static final View VIEW = new View(VIEW_ID, List.of(MEMBER, OTHER));
    private static final Digest DIGEST = new Digest(VIEW.getMembersRaw(), new long[] {1, 2, 3, 4});
    private static final short PROTOCOL = 1;
    private static final byte BATCH = 1;

    @Test
    void eachHeaderIsInTheCorpus() throws Exception {
        CORPUS.holds(headers());
        Set<Short> missing = new TreeSet<>(StrictMessages.HEADERS);
        accepted()
                .forEach(message ->
                        message.getHeaders().values().forEach(header -> missing.remove(header.getMagicId())));

        assertThat(missing).isEmpty();
    }

    @Test
    void eachKindOfContentIsInTheCorpus() throws Exception {
        CORPUS.holds(contents());
        Set<Short> missing =
                new TreeSet<>(Set.of(Message.BYTES_MSG, Message.EMPTY_MSG, Message.LONG_MSG, Message.OBJ_MSG));
        accepted().forEach(message -> missing.remove(message.getType()));

        assertThat(missing).isEmpty();
    }

    @Test
    void whatWasOnceBelievedIsInTheCorpus() {
        var faults = new LinkedHashMap<String, byte[]>();
        AnnouncedSizesTest.frames()
                .forEach(frame -> faults.put("fault-" + frame.getName().replace(' ', '-'), frame.getPayload()));
        faults.put("fault-no-message", noMessage());
        CORPUS.holds(faults);
    }

    private static byte[] noMessage() {
        var out = new ByteArrayDataOutputStream(Short.BYTES + 1);
        out.writeShort(Version.version);
        out.writeByte(0);
        return bytes(out.getBuffer());
    }

    private static Stream<Message> accepted() {
        return CORPUS.inputs().stream().flatMap(frame -> FramesFuzzTest.received(frame).stream());
    }

    private static Map<String, byte[]> headers() throws ClassNotFoundException {
        List<Header> headers = new ArrayList<>(List.of(
                new PingHeader(PingHeader.GET_MBRS_REQ).clusterName(Stranger.CLUSTER),
                new TpHeader(Stranger.CLUSTER, TpHeader.REQ, 1),
                MERGE3.MergeHeader.createInfo(VIEW_ID, "a", new IpAddress(9)),
                new GMS.GmsHeader(GMS.GmsHeader.JOIN_REQ, MEMBER),
                new STABLE.StableHeader(STABLE.StableHeader.STABILITY, VIEW_ID),
                NakAckHeader2.createMessageHeader(5),
                NakAckHeader2.createXmitRequestHeader(MEMBER),
                NakAckHeader2.createHighestSeqnoHeader(5),
                NakAckHeader.createMessageHeader(5),
                NakAckHeader.createXmitRequestHeader(MEMBER),
                UnicastHeader3.createDataHeader(5, (short) 1, true),
                UnicastHeader3.createAckHeader(5, (short) 1, 1),
                UnicastHeader.createDataHeader(5, (short) 1, true)));
        for (short kind : new TreeSet<>(StrictMessages.HEADERS)) {
            headers.add(ClassConfigurator.create(kind));
        }
        var frames = new LinkedHashMap<String, byte[]>();
        for (Header header : headers) {
            frames.put(
                    "header-" + header.getMagicId() + '-' + (frames.size() + 1),
                    frame(Message.EMPTY_MSG, header, out -> {}));
        }
        return frames;
    }

    private static Map<String, byte[]> contents() throws Exception {
        var merged = new MergeView(VIEW_ID, List.of(MEMBER, OTHER), List.of(VIEW, new View(OTHER, 1, List.of(OTHER))));
        var frames = new LinkedHashMap<String, byte[]>();
        frames.put("content-discovery", discovery());
        frames.put(
                "content-present-view", content(MERGE3.MergeHeader.createViewResponse(), bytes(MERGE3.marshal(VIEW))));
        frames.put("content-join-answer", joinAnswer(new JoinRsp(VIEW, DIGEST)));
        frames.put("content-join-refusal", joinAnswer(new JoinRsp("name taken")));
        frames.put("content-view", views(GMS.VIEW_PRESENT | GMS.DIGEST_PRESENT, VIEW, DIGEST));
        frames.put("content-merge-view", views(GMS.VIEW_PRESENT | GMS.MERGE_VIEW, merged, null));
        frames.put("content-long", frame(Message.LONG_MSG, new PingHeader(), out -> out.writeLong(7)));
        frames.put("content-digest", object(9, DIGEST));
        frames.put("content-sequence-numbers", object(15, new SeqnoList(64, 1).add(2, 5)));
        frames.put("content-batch", batch());
        return frames;
    }

    private static byte[] discovery() throws IOException {
        var answer =
                new PingData(MEMBER, true, "a", new IpAddress(9)).coord(true).mbrs(List.of(MEMBER, OTHER));
        return content(new PingHeader(PingHeader.GET_MBRS_RSP), bytes(Discovery.marshal(List.of(answer))));
    }

    private static byte[] joinAnswer(JoinRsp answer) {
        return content(new GMS.GmsHeader(GMS.GmsHeader.JOIN_RSP), bytes(GMS.marshal(answer)));
    }

    private static byte[] views(int parts, View view, @Nullable Digest digest) throws IOException {
        var content = new ByteArrayDataOutputStream(256);
        content.writeShort(parts);
        view.writeTo(content);
        if (digest != null) {
            digest.writeTo(content, false);
        }
        return content(new GMS.GmsHeader(GMS.GmsHeader.VIEW), bytes(content.getBuffer()));
    }

    private static byte[] bytes(ByteArray part) {
        return Arrays.copyOfRange(part.array(), part.offset(), part.offset() + part.length());
    }

    private static byte[] content(Header header, byte[] content) {
        return frame(Message.BYTES_MSG, header, out -> {
            out.writeInt(content.length);
            out.write(content);
        });
    }

    private static byte[] object(int kind, SizeStreamable value) {
        return frame(Message.OBJ_MSG, NakAckHeader2.createXmitRequestHeader(MEMBER), out -> {
            out.writeByte(1);
            out.writeShort(kind);
            write(value, out);
        });
    }

    private static void write(SizeStreamable value, ByteArrayDataOutputStream out) {
        try {
            value.writeTo(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static byte[] frame(short type, Header header, Consumer<ByteArrayDataOutputStream> payload) {
        return Stranger.frame(new Stranger.Route(OTHER, MEMBER), type, PROTOCOL, header, payload);
    }

    /** Two messages of one member, as the transport bundles them. */
    private static byte[] batch() throws IOException {
        var out = new ByteArrayDataOutputStream(256);
        out.writeShort(Version.version);
        out.writeByte(BATCH);
        List<Message> messages = List.of(
                new BytesMessage(OTHER, new byte[] {1, 2}).setSrc(MEMBER),
                new EmptyMessage(OTHER).setSrc(MEMBER).setFlag(Message.Flag.OOB));
        Util.writeMessageList(OTHER, MEMBER, Stranger.CLUSTER.getBytes(US_ASCII), messages, out, false);
        return bytes(out.getBuffer());
    }
}
