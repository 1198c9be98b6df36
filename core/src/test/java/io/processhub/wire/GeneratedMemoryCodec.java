package io.processhub.wire;

import io.processhub.cluster.NodeId;
import io.processhub.quorum.QuorumMemory;
import io.processhub.quorum.VotingConfiguration;
import io.processhub.quorum.VotingConfiguration.Reset;
import io.processhub.quorum.VotingConfiguration.Vote;
import io.processhub.wire.proto.Memory;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/** Encodes and decodes what the nodes of a hub remember for their partition strategy. */
final class GeneratedMemoryCodec {
    /** More are never pending at a time: a hub proposes only when nothing is. */
    private static final int PENDING_MAX = 64;

    private GeneratedMemoryCodec() {}

    static Memory encode(QuorumMemory memory) {
        var encoded = Memory.newBuilder().setCommitted(encode(memory.committed()));
        memory.pending().forEach(each -> encoded.addPending(encode(each)));
        memory.losses()
                .forEach((node, ago) -> encoded.addLosses(Memory.Loss.newBuilder()
                        .setName(node.name())
                        .setIncarnation(node.incarnation())
                        .setAgo(ago.toMillis())));
        return encoded.build();
    }

    private static Memory.Configuration encode(VotingConfiguration configuration) {
        Reset reset = configuration.reset();
        var encoded = Memory.Configuration.newBuilder()
                .setReset(reset.number())
                .setResetBy(reset.node())
                .setSize(reset.size());
        configuration
                .votes()
                .forEach((name, vote) -> encoded.addVotes(Memory.Vote.newBuilder()
                        .setName(name)
                        .setIncarnation(vote.incarnation())
                        .setGeneration(vote.generation())
                        .setLeft(vote.left())));
        return encoded.build();
    }

    /** Throws an {@code IllegalArgumentException} for what no hub sends. */
    static QuorumMemory decode(Memory memory) {
        if (memory.getPendingCount() > PENDING_MAX) {
            throw new IllegalArgumentException("memory with " + memory.getPendingCount() + " pending configurations");
        }
        var losses = new TreeMap<NodeId, Duration>();
        memory.getLossesList()
                .forEach(loss -> losses.put(
                        new NodeId(loss.getName(), loss.getIncarnation()), age(Numbers.millis(loss.getAgo()))));
        List<VotingConfiguration> pending = memory.getPendingList().stream()
                .map(GeneratedMemoryCodec::decode)
                .toList();
        return new QuorumMemory(decode(memory.getCommitted()), pending, losses);
    }

    private static Duration age(long millis) {
        return Duration.ofMillis(Math.min(millis, Duration.ofDays(365).toMillis()));
    }

    private static VotingConfiguration decode(Memory.Configuration configuration) {
        if (configuration.getSize() < 0) {
            throw new IllegalArgumentException("a reset to size " + configuration.getSize());
        }
        var votes = new TreeMap<String, Vote>();
        configuration.getVotesList().forEach(vote -> {
            var node = new NodeId(vote.getName(), vote.getIncarnation());
            var former = votes.put(
                    node.name(), new Vote(node.incarnation(), Numbers.version(vote.getGeneration()), vote.getLeft()));
            if (former != null) {
                throw new IllegalArgumentException("two votes of " + node.name());
            }
        });
        var reset = new Reset(
                Numbers.version(configuration.getReset()), configuration.getResetBy(), configuration.getSize());
        return new VotingConfiguration(reset, votes);
    }
}
