package io.processhub.wire;

import com.google.protobuf.ByteString;
import io.processhub.cluster.NodeId;
import io.processhub.hash.StableHash;
import io.processhub.log.Delta;
import io.processhub.log.Entry;
import io.processhub.log.Entry.Presence;
import io.processhub.registry.Instance;
import io.processhub.registry.Instance.EndCause;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Assignment;
import io.processhub.registry.Intent.Stamp;
import io.processhub.spec.Constraints;
import io.processhub.spec.Constraints.Affinity;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.ProcessSpec.RestartPolicy;
import io.processhub.spec.RestartLimit;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import io.processhub.text.WellFormed;
import io.processhub.wire.proto.DesiredState;
import io.processhub.wire.proto.Ended;
import io.processhub.wire.proto.Entry.ChangeCase;
import io.processhub.wire.proto.Limits;
import io.processhub.wire.proto.Parked;
import io.processhub.wire.proto.Running;
import io.processhub.wire.proto.Spec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and decodes log entries. Decoding throws {@link IllegalArgumentException} for content that no correct node
 * sends.
 */
final class GeneratedEntryCodec {
    private static final ProcessSpec<?> STANDARD = ProcessSpec.untyped(new ProcessId("standard"), "standard");

    private GeneratedEntryCodec() {}

    static io.processhub.wire.proto.Delta encode(Delta delta) {
        var writers = GeneratedWriters.of(delta.origin());
        var encoded = io.processhub.wire.proto.Delta.newBuilder()
                .setOrigin(StableHash.of(delta.origin()))
                .setFrom(delta.from())
                .setLength(delta.to() - delta.from())
                .setFloor(delta.floor());
        long last = delta.from();
        String id = "";
        for (Entry entry : delta.entries()) {
            encoded.addEntries(encode(entry, entry.version() - last, id, writers));
            last = entry.version();
            id = entry.id().value();
        }
        return encoded.addAllWriters(writers.encoded().subList(1, writers.count()))
                .build();
    }

    /** The number of characters with which both begin, but for half a character. */
    static int shared(String last, String id) {
        int shared = Arrays.mismatch(last.toCharArray(), id.toCharArray());
        int equal = shared < 0 ? id.length() : shared;
        return equal > 0 && Character.isHighSurrogate(id.charAt(equal - 1)) ? equal - 1 : equal;
    }

    /** The whole of an id that begins as the one before. */
    static String whole(String last, int shared, String rest) {
        if (shared < 0 || shared > Math.min(255, last.length())) {
            throw new IllegalArgumentException(shared + " of '" + last + "'");
        }
        return last.substring(0, shared) + rest;
    }

    private static io.processhub.wire.proto.Entry encode(
            Entry entry, long step, String last, GeneratedWriters writers) {
        int shared = shared(last, entry.id().value());
        var encoded = io.processhub.wire.proto.Entry.newBuilder()
                .setStep(step)
                .setShared(shared)
                .setId(entry.id().value().substring(shared));
        switch (entry) {
            case Entry.IntentSet set -> encoded.setIntent(state(set.intent(), writers));
            case Entry.PresenceSet present -> {
                switch (present.presence()) {
                    case Presence.Running(Instance instance) -> encoded.setRunning(running(instance, writers));
                    case Presence.Parked parked -> encoded.setParked(parked(parked, writers));
                    case Presence.Ended(EndCause cause, long term) ->
                        encoded.setEnded(Ended.newBuilder()
                                .setCause(io.processhub.wire.proto.EndCause.valueOf(cause.name()))
                                .setTerm(term));
                }
            }
            case Entry.Started started ->
                encoded.setRunning(
                        running(started.instance(), writers).toBuilder().setCarries(true));
        }
        return encoded.build();
    }

    private static Parked parked(Presence.Parked parked, GeneratedWriters writers) {
        Instant until = parked.until();
        var encoded = Parked.newBuilder()
                .setError(parked.error())
                .setIntent(writers.stamp(parked.intentStamp()))
                .setUntil(until == null ? 0 : until.toEpochMilli())
                .setTerm(parked.term())
                .build();
        writers.after(parked.intentStamp());
        return encoded;
    }

    static Delta decode(io.processhub.wire.proto.Delta delta, Nodes nodes) {
        NodeId origin = origin(delta.getOrigin(), nodes);
        var writers = GeneratedWriters.Known.of(origin, delta.getWritersList(), nodes);
        List<Entry> entries = new ArrayList<>(delta.getEntriesCount());
        long from = Numbers.version(delta.getFrom());
        long to = Numbers.version(from + Numbers.version(delta.getLength()));
        long version = from;
        String id = "";
        for (var entry : delta.getEntriesList()) {
            version = Numbers.version(version + Numbers.version(entry.getStep()));
            id = whole(id, entry.getShared(), entry.getId());
            if (entry.getChangeCase()
                    != ChangeCase.CHANGE_NOT_SET) { // else a change of a later protocol, which is skipped
                entries.add(decode(entry, version, new ProcessId(id), writers));
            }
        }
        long floor = Numbers.version(delta.getFloor());
        return new Delta(origin, /* from= */ from, /* to= */ to, /* floor= */ floor, entries);
    }

    static NodeId origin(long hash, Nodes nodes) {
        NodeId origin = nodes.find(hash);
        if (origin == null) {
            throw new IllegalArgumentException("a node that is not reachable, with hash " + hash);
        }
        return origin;
    }

    private static Entry decode(
            io.processhub.wire.proto.Entry entry, long version, ProcessId id, GeneratedWriters.Known writers) {
        return switch (entry.getChangeCase()) {
            case INTENT -> new Entry.IntentSet(version, intent(id, entry.getIntent(), writers));
            case RUNNING -> running(version, id, entry.getRunning(), writers);
            case PARKED -> present(version, id, parked(entry.getParked(), writers));
            case ENDED -> present(version, id, ended(entry.getEnded()));
            case CHANGE_NOT_SET -> throw new IllegalStateException("entry about " + id + " has no change");
        };
    }

    private static Presence parked(Parked parked, GeneratedWriters.Known writers) {
        long millis = Numbers.millis(parked.getUntil());
        Instant until = millis == 0 ? null : Instant.ofEpochMilli(millis);
        long term = Numbers.reading(parked.getTerm());
        return new Presence.Parked(parked.getError(), writers.last(parked.getIntent()), until, term);
    }

    private static Entry present(long version, ProcessId id, Presence presence) {
        return new Entry.PresenceSet(version, id, presence);
    }

    static DesiredState state(Intent intent, GeneratedWriters writers) {
        var state = DesiredState.newBuilder().setStamp(writers.stamp(intent.stamp()));
        if (intent.wanted() != null) {
            state.setSpec(spec(intent.wanted()));
        }
        if (intent.stopped() != null) {
            state.setStopped(writers.stamp(intent.stopped()));
        }
        writers.after(intent.stamp());
        return state.build();
    }

    static Intent intent(ProcessId id, DesiredState state, GeneratedWriters.Known writers) {
        Stamp stopped = state.hasStopped() ? writers.stamp(state.getStopped()) : null;
        return new Intent(
                id, writers.last(state.getStamp()), state.hasSpec() ? wanted(id, state.getSpec()) : null, stopped);
    }

    /** {@return the encoded size of an intent to run, in bytes, with its process id} */
    static int bytesOf(Intent.Wanted wanted) {
        return spec(wanted).getSerializedSize() + 3 * wanted.spec().id().value().length();
    }

    private static Spec spec(Intent.Wanted wanted) {
        ProcessSpec<?> spec = wanted.spec();
        var encoded = Spec.newBuilder()
                .setType(spec.type())
                .setArgument(ByteString.copyFrom(spec.argument().bytes()))
                .setArgumentType(spec.argument().type())
                .setRestart(io.processhub.wire.proto.RestartPolicy.valueOf(
                        spec.restart().name()))
                .setTag(wanted.metadata().tag())
                .putAllLabels(wanted.metadata().labels())
                .putAllRequired(spec.constraints().required())
                .putAllPreferred(spec.constraints().preferred())
                .addAllAssigned(wanted.assignment().nodes());
        spec.constraints()
                .affinities()
                .forEach(affinity -> encoded.addAffinities(Spec.Affinity.newBuilder()
                        .setNear(affinity.near())
                        .setTag(affinity.tag())
                        .setTarget(affinity.target())));
        Limits limits = limits(spec);
        return (limits == null ? encoded : encoded.setLimits(limits)).build();
    }

    private static @Nullable Limits limits(ProcessSpec<?> spec) {
        RestartLimit limit = spec.limit();
        boolean standard = limit.equals(STANDARD.limit())
                && spec.startTimeout().equals(STANDARD.startTimeout())
                && spec.stopTimeout().equals(STANDARD.stopTimeout())
                && spec.mailboxMax() == STANDARD.mailboxMax();
        return standard
                ? null
                : Limits.newBuilder()
                        .setRestartsMax(limit.restartsMax())
                        .setWindow(limit.window().toNanos())
                        .setDelayMin(limit.delayMin().toNanos())
                        .setDelayMax(limit.delayMax().toNanos())
                        .setParkedFor(limit.parkedFor().toNanos())
                        .setStartTimeout(spec.startTimeout().toNanos())
                        .setStopTimeout(spec.stopTimeout().toNanos())
                        .setMailboxMax(spec.mailboxMax())
                        .build();
    }

    private static Intent.Wanted wanted(ProcessId id, Spec spec) {
        RestartPolicy restart = known(RestartPolicy.class, spec.getRestart(), RestartPolicy.PERMANENT);
        ProcessSpec<?> decoded = spec.hasLimits()
                ? limited(id, spec, restart, spec.getLimits())
                : new ProcessSpec<>(
                        id,
                        spec.getType(),
                        argument(spec),
                        new ProcessSpec.Options(
                                restart,
                                STANDARD.limit(),
                                STANDARD.startTimeout(),
                                STANDARD.stopTimeout(),
                                STANDARD.mailboxMax(),
                                constraints(spec)));
        boolean bare = spec.getTag().isEmpty() && spec.getLabelsCount() == 0;
        return new Intent.Wanted(
                decoded,
                bare ? Metadata.NONE : new Metadata(spec.getTag(), spec.getLabelsMap()),
                spec.getAssignedCount() == 0 ? Assignment.NONE : new Assignment(spec.getAssignedList()));
    }

    private static Constraints constraints(Spec spec) {
        if (spec.getRequiredCount() == 0 && spec.getPreferredCount() == 0 && spec.getAffinitiesCount() == 0) {
            return Constraints.NONE;
        }
        List<Affinity> affinities = spec.getAffinitiesList().stream()
                .map(affinity -> new Affinity(affinity.getNear(), affinity.getTag(), affinity.getTarget()))
                .toList();
        return new Constraints(spec.getRequiredMap(), spec.getPreferredMap(), affinities);
    }

    private static ProcessSpec.Argument argument(Spec spec) {
        return spec.getArgumentType().isEmpty()
                ? ProcessSpec.Argument.text(WellFormed.decode(spec.getArgument().toByteArray()))
                : ProcessSpec.Argument.encoded(
                        spec.getArgumentType(), spec.getArgument().toByteArray());
    }

    private static ProcessSpec<?> limited(ProcessId id, Spec spec, RestartPolicy restart, Limits limits) {
        var limit = new RestartLimit(
                limits.getRestartsMax(),
                Duration.ofNanos(limits.getWindow()),
                Duration.ofNanos(limits.getDelayMin()),
                Duration.ofNanos(limits.getDelayMax()),
                Duration.ofNanos(limits.getParkedFor()));
        return new ProcessSpec<>(
                id,
                spec.getType(),
                argument(spec),
                new ProcessSpec.Options(
                        restart,
                        limit,
                        Duration.ofNanos(limits.getStartTimeout()),
                        Duration.ofNanos(limits.getStopTimeout()),
                        limits.getMailboxMax(),
                        constraints(spec)));
    }

    private static Running running(Instance instance, GeneratedWriters writers) {
        Stamp intent = instance.intentStamp();
        var encoded = Running.newBuilder()
                .setRole(io.processhub.wire.proto.Role.valueOf(instance.role().name()))
                .setTermStep(instance.term() - instance.epoch())
                .setReason(io.processhub.wire.proto.StartReason.valueOf(
                        instance.reason().name()))
                .setIntent(writers.stamp(intent))
                .setPredecessor(instance.predecessor())
                .setEpochStep(instance.epoch() - intent.clock())
                .build();
        writers.after(intent);
        return encoded;
    }

    private static Entry running(long version, ProcessId id, Running running, GeneratedWriters.Known writers) {
        Role role = known(Role.class, running.getRole(), Role.PASSIVE);
        Stamp intent = writers.last(running.getIntent());
        long epoch = Numbers.reading(intent.clock() + running.getEpochStep());
        var atStart = new Instance(
                epoch,
                role,
                known(StartReason.class, running.getReason(), StartReason.FRESH),
                intent,
                Numbers.reading(running.getPredecessor()));
        Instance instance = atStart.in(role, Numbers.reading(epoch + running.getTermStep()));
        return running.getCarries()
                ? new Entry.Started(version, id, instance)
                : present(version, id, new Presence.Running(instance));
    }

    private static Presence ended(Ended ended) {
        EndCause cause = known(EndCause.class, ended.getCause(), EndCause.STOPPED);
        return new Presence.Ended(cause, Numbers.reading(ended.getTerm()));
    }

    /** Maps a constant that a later version of the protocol added to the nearest constant of this version. */
    private static <E extends Enum<E>> E known(Class<E> type, Enum<?> received, E otherwise) {
        return received.name().equals("UNRECOGNIZED") ? otherwise : Enum.valueOf(type, received.name());
    }
}
