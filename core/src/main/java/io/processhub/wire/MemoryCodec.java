package io.processhub.wire;

import io.processhub.cluster.NodeId;
import io.processhub.quorum.QuorumMemory;
import io.processhub.quorum.VotingConfiguration;
import io.processhub.quorum.VotingConfiguration.Reset;
import io.processhub.quorum.VotingConfiguration.Vote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes and reads what the nodes of a hub remember for their partition strategy. */
final class MemoryCodec {
    /** More are never pending at a time: a hub proposes only when nothing is. */
    private static final int PENDING_MAX = 64;

    private static final VotingConfiguration NO_VOTES = QuorumMemory.NONE.committed();

    private MemoryCodec() {}

    /** Writes what there is; for nothing, no message. */
    static void write(Writer out, int tag, QuorumMemory memory) {
        if (memory.equals(QuorumMemory.NONE)) {
            return;
        }
        int begun = out.begin(tag);
        write(out, Fields.Memory.COMMITTED, memory.committed());
        memory.pending().forEach(each -> write(out, Fields.Memory.PENDING, each));
        memory.losses().forEach((node, ago) -> {
            int loss = out.begin(Fields.Memory.LOSSES);
            out.text(Fields.Memory.Loss.NAME, node.name());
            out.fixed64(Fields.Memory.Loss.INCARNATION, node.incarnation());
            out.number(Fields.Memory.Loss.AGO, ago.toMillis());
            out.end(loss);
        });
        out.end(begun);
    }

    private static void write(Writer out, int tag, VotingConfiguration configuration) {
        Reset reset = configuration.reset();
        int begun = out.begin(tag);
        configuration.votes().forEach((name, vote) -> {
            int each = out.begin(Fields.Memory.Configuration.VOTES);
            out.text(Fields.Memory.Vote.NAME, name);
            out.fixed64(Fields.Memory.Vote.INCARNATION, vote.incarnation());
            out.number(Fields.Memory.Vote.GENERATION, vote.generation());
            out.truth(Fields.Memory.Vote.LEFT, vote.left());
            out.end(each);
        });
        out.number(Fields.Memory.Configuration.RESET, reset.number());
        out.text(Fields.Memory.Configuration.RESET_BY, reset.node());
        out.count(Fields.Memory.Configuration.SIZE, reset.size());
        out.end(begun);
    }

    /** Throws an {@code IllegalArgumentException} for what no hub sends. */
    static QuorumMemory read(Reader in) {
        int outer = in.enter();
        VotingConfiguration committed = null;
        List<VotingConfiguration> pending = new ArrayList<>();
        var losses = new TreeMap<NodeId, Duration>();
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Memory.COMMITTED -> committed = configuration(in.once(committed));
                case Fields.Memory.PENDING -> pending.add(configuration(in));
                case Fields.Memory.LOSSES -> loss(in, losses);
                default -> in.skip();
            }
        }
        in.leave(outer);
        if (pending.size() > PENDING_MAX) {
            throw new IllegalArgumentException("memory with " + pending.size() + " pending configurations");
        }
        return new QuorumMemory(committed == null ? NO_VOTES : committed, pending, losses);
    }

    private static void loss(Reader in, Map<NodeId, Duration> losses) {
        int outer = in.enter();
        String name = "";
        long incarnation = 0;
        long ago = 0;
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Memory.Loss.NAME -> name = in.name();
                case Fields.Memory.Loss.INCARNATION -> incarnation = in.fixed64();
                case Fields.Memory.Loss.AGO -> ago = in.number();
                default -> in.skip();
            }
        }
        in.leave(outer);
        losses.put(new NodeId(name, incarnation), age(Numbers.millis(ago)));
    }

    private static Duration age(long millis) {
        return Duration.ofMillis(Math.min(millis, Duration.ofDays(365).toMillis()));
    }

    private static VotingConfiguration configuration(Reader in) {
        int outer = in.enter();
        var votes = new TreeMap<String, Vote>();
        long reset = 0;
        String resetBy = "";
        int size = 0;
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Memory.Configuration.VOTES -> vote(in, votes);
                case Fields.Memory.Configuration.RESET -> reset = in.number();
                case Fields.Memory.Configuration.RESET_BY -> resetBy = in.name();
                case Fields.Memory.Configuration.SIZE -> size = in.count();
                default -> in.skip();
            }
        }
        in.leave(outer);
        if (size < 0) {
            throw new IllegalArgumentException("a reset to size " + size);
        }
        return new VotingConfiguration(new Reset(Numbers.version(reset), resetBy, size), votes);
    }

    private static void vote(Reader in, Map<String, Vote> votes) {
        int outer = in.enter();
        String name = "";
        long incarnation = 0;
        long generation = 0;
        boolean left = false;
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Memory.Vote.NAME -> name = in.name();
                case Fields.Memory.Vote.INCARNATION -> incarnation = in.fixed64();
                case Fields.Memory.Vote.GENERATION -> generation = in.number();
                case Fields.Memory.Vote.LEFT -> left = in.truth();
                default -> in.skip();
            }
        }
        in.leave(outer);
        var node = new NodeId(name, incarnation);
        var vote = new Vote(node.incarnation(), Numbers.version(generation), left);
        if (votes.put(node.name(), vote) != null) {
            throw new IllegalArgumentException("two votes of " + node.name());
        }
    }
}
