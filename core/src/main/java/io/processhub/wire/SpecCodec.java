package io.processhub.wire;

import io.processhub.registry.Intent.Assignment;
import io.processhub.registry.Intent.Wanted;
import io.processhub.spec.Constraints;
import io.processhub.spec.Constraints.Affinity;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.ProcessSpec.Argument;
import io.processhub.spec.ProcessSpec.Options;
import io.processhub.spec.ProcessSpec.RestartPolicy;
import io.processhub.spec.RestartLimit;
import io.processhub.text.WellFormed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes and reads specs. Reading throws {@link IllegalArgumentException} for content that no correct node sends. */
final class SpecCodec {
    private static final byte[] NO_BYTES = {};
    private static final ProcessSpec<?> STANDARD = ProcessSpec.untyped(new ProcessId("standard"), "standard");
    private static final Codes<RestartPolicy> RESTARTS = new Codes<>(
            RestartPolicy.PERMANENT,
            List.of(RestartPolicy.PERMANENT, RestartPolicy.TRANSIENT, RestartPolicy.TEMPORARY));

    private SpecCodec() {}

    // ---- writing

    /** {@return the encoded size of a process to run, in bytes, with its id} */
    static int bytesOf(Wanted wanted) {
        var counted = new Writer();
        fields(counted, wanted);
        return counted.size() + 3 * wanted.spec().id().value().length();
    }

    static void write(Writer out, int tag, Wanted wanted) {
        int begun = out.begin(tag);
        fields(out, wanted);
        out.end(begun);
    }

    private static void fields(Writer out, Wanted wanted) {
        ProcessSpec<?> spec = wanted.spec();
        out.text(Fields.Spec.TYPE, spec.type());
        if (!spec.argument().absent()) {
            out.bytes(Fields.Spec.ARGUMENT, spec.argument().size(), spec.argument()::bytes);
        }
        out.count(Fields.Spec.RESTART, RESTARTS.number(spec.restart()));
        limits(out, spec);
        out.text(Fields.Spec.TAG, wanted.metadata().tag());
        out.pairs(Fields.Spec.LABELS, wanted.metadata().labels());
        out.text(Fields.Spec.ARGUMENT_TYPE, spec.argument().type());
        out.pairs(Fields.Spec.REQUIRED, spec.constraints().required());
        out.pairs(Fields.Spec.PREFERRED, spec.constraints().preferred());
        out.elements(Fields.Spec.ASSIGNED, wanted.assignment().nodes());
        affinities(out, spec.constraints().affinities());
    }

    private static void affinities(Writer out, List<Affinity> affinities) {
        for (int i = 0; i < affinities.size(); i++) {
            Affinity affinity = affinities.get(i);
            int begun = out.begin(Fields.Spec.AFFINITIES);
            out.truth(Fields.Spec.Affinity.NEAR, affinity.near());
            out.truth(Fields.Spec.Affinity.TAG, affinity.tag());
            out.text(Fields.Spec.Affinity.TARGET, affinity.target());
            out.end(begun);
        }
    }

    private static void limits(Writer out, ProcessSpec<?> spec) {
        RestartLimit limit = spec.limit();
        boolean standard = limit.equals(STANDARD.limit())
                && spec.startTimeout().equals(STANDARD.startTimeout())
                && spec.stopTimeout().equals(STANDARD.stopTimeout())
                && spec.mailboxMax() == STANDARD.mailboxMax();
        if (!standard) {
            int begun = out.begin(Fields.Spec.LIMITS);
            out.count(Fields.Limits.RESTARTS_MAX, limit.restartsMax());
            out.number(Fields.Limits.WINDOW, limit.window().toNanos());
            out.number(Fields.Limits.DELAY_MIN, limit.delayMin().toNanos());
            out.number(Fields.Limits.DELAY_MAX, limit.delayMax().toNanos());
            out.number(Fields.Limits.PARKED_FOR, limit.parkedFor().toNanos());
            out.number(Fields.Limits.START_TIMEOUT, spec.startTimeout().toNanos());
            out.number(Fields.Limits.STOP_TIMEOUT, spec.stopTimeout().toNanos());
            out.count(Fields.Limits.MAILBOX_MAX, spec.mailboxMax());
            out.end(begun);
        }
    }

    // ---- reading

    /** What the fields of a spec hold; those of most specs hold little. */
    private static final class Values {
        String type = "";
        byte[] argument = NO_BYTES;
        int restart;

        @Nullable
        Limits limits;

        String tag = "";
        Map<String, String> labels = Map.of();
        String argumentType = "";
        Map<String, String> required = Map.of();
        Map<String, String> preferred = Map.of();
        List<String> assigned = List.of();
        List<Affinity> affinities = List.of();
    }

    private record Limits(RestartLimit restarts, Duration startTimeout, Duration stopTimeout, int mailboxMax) {
        static final Limits STANDARD = new Limits(
                SpecCodec.STANDARD.limit(),
                SpecCodec.STANDARD.startTimeout(),
                SpecCodec.STANDARD.stopTimeout(),
                SpecCodec.STANDARD.mailboxMax());
    }

    static Wanted read(Reader in, ProcessId id) {
        int outer = in.enter();
        var values = new Values();
        while (in.next()) {
            read(in, values);
        }
        in.leave(outer);
        boolean bare = values.tag.isEmpty() && values.labels.isEmpty();
        return new Wanted(
                spec(id, values, values.limits == null ? Limits.STANDARD : values.limits),
                bare ? Metadata.NONE : new Metadata(values.tag, values.labels),
                values.assigned.isEmpty() ? Assignment.NONE : new Assignment(values.assigned));
    }

    private static void read(Reader in, Values values) {
        switch (in.tag()) {
            case Fields.Spec.TYPE -> values.type = in.name();
            case Fields.Spec.ARGUMENT -> values.argument = in.bytes();
            case Fields.Spec.RESTART -> values.restart = in.count();
            case Fields.Spec.LIMITS -> values.limits = limits(in.once(values.limits));
            case Fields.Spec.TAG -> values.tag = in.name();
            case Fields.Spec.LABELS -> values.labels = in.pair(values.labels);
            case Fields.Spec.ARGUMENT_TYPE -> values.argumentType = in.name();
            case Fields.Spec.REQUIRED -> values.required = in.pair(values.required);
            case Fields.Spec.PREFERRED -> values.preferred = in.pair(values.preferred);
            case Fields.Spec.ASSIGNED -> values.assigned = with(values.assigned, in.name());
            case Fields.Spec.AFFINITIES -> values.affinities = with(values.affinities, affinity(in));
            default -> in.skip();
        }
    }

    /** Adds to a list, which is shared as long as it is empty. */
    private static <T> List<T> with(List<T> former, T element) {
        List<T> list = former.isEmpty() ? new ArrayList<>() : former;
        list.add(element);
        return list;
    }

    private static ProcessSpec<?> spec(ProcessId id, Values values, Limits limits) {
        return new ProcessSpec<>(id, values.type, argument(values), options(values, limits));
    }

    private static Options options(Values values, Limits limits) {
        RestartPolicy restart = RESTARTS.constant(values.restart);
        boolean free = values.required.isEmpty() && values.preferred.isEmpty() && values.affinities.isEmpty();
        if (free && values.limits == null && restart == Options.STANDARD.restart()) {
            return Options.STANDARD;
        }
        return new Options(
                restart,
                limits.restarts(),
                limits.startTimeout(),
                limits.stopTimeout(),
                limits.mailboxMax(),
                free ? Constraints.NONE : new Constraints(values.required, values.preferred, values.affinities));
    }

    private static Argument argument(Values values) {
        if (!values.argumentType.isEmpty()) {
            return Argument.encoded(values.argumentType, values.argument);
        }
        return values.argument.length == 0 ? Argument.NONE : Argument.text(WellFormed.decode(values.argument));
    }

    private static Limits limits(Reader in) {
        int outer = in.enter();
        int restartsMax = 0;
        long window = 0;
        long delayMin = 0;
        long delayMax = 0;
        long parkedFor = 0;
        long startTimeout = 0;
        long stopTimeout = 0;
        int mailboxMax = 0;
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Limits.RESTARTS_MAX -> restartsMax = in.count();
                case Fields.Limits.WINDOW -> window = in.number();
                case Fields.Limits.DELAY_MIN -> delayMin = in.number();
                case Fields.Limits.DELAY_MAX -> delayMax = in.number();
                case Fields.Limits.PARKED_FOR -> parkedFor = in.number();
                case Fields.Limits.START_TIMEOUT -> startTimeout = in.number();
                case Fields.Limits.STOP_TIMEOUT -> stopTimeout = in.number();
                case Fields.Limits.MAILBOX_MAX -> mailboxMax = in.count();
                default -> in.skip();
            }
        }
        in.leave(outer);
        var restarts = new RestartLimit(
                restartsMax,
                Duration.ofNanos(window),
                Duration.ofNanos(delayMin),
                Duration.ofNanos(delayMax),
                Duration.ofNanos(parkedFor));
        return new Limits(restarts, Duration.ofNanos(startTimeout), Duration.ofNanos(stopTimeout), mailboxMax);
    }

    private static Affinity affinity(Reader in) {
        int outer = in.enter();
        boolean near = false;
        boolean tag = false;
        String target = "";
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Spec.Affinity.NEAR -> near = in.truth();
                case Fields.Spec.Affinity.TAG -> tag = in.truth();
                case Fields.Spec.Affinity.TARGET -> target = in.text();
                default -> in.skip();
            }
        }
        in.leave(outer);
        return new Affinity(near, tag, target);
    }
}
