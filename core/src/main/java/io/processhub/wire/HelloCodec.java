package io.processhub.wire;

import io.processhub.cluster.NodeId;
import io.processhub.quorum.QuorumMemory;
import io.processhub.strategy.distribution.DistributionStrategy.Traits;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the messages by which nodes become members. Reading throws {@link IllegalArgumentException} for
 * content that no correct node sends.
 */
final class HelloCodec {
    private static final NodeId UNKNOWN = new NodeId("sender", 1);

    private HelloCodec() {}

    // ---- writing

    static void write(Writer out, Packet.Hello hello) {
        Packet.Profile profile = hello.profile();
        int begun = out.begin(Fields.Frame.HELLO);
        out.truth(Fields.Hello.REPLY, hello.reply());
        out.pairs(Fields.Hello.CONFIGURATION, hello.configuration());
        out.real(Fields.Hello.WEIGHT, profile.weight());
        out.text(Fields.Hello.ZONE, profile.zone());
        out.truth(Fields.Hello.LEAVING, profile.leaving());
        out.number(Fields.Hello.GENERATION, hello.generation());
        out.number(Fields.Hello.HEAD, hello.head());
        out.number(Fields.Hello.TIME, hello.clocks().time());
        out.number(Fields.Hello.WALL, hello.clocks().wall());
        out.fixed64(Fields.Hello.READING, hello.clocks().reading());
        MemoryCodec.write(out, Fields.Hello.MEMORY, hello.memory());
        out.pairs(Fields.Hello.LABELS, profile.traits().labels());
        profile.traits().types().ifPresent(types -> {
            int names = out.begin(Fields.Hello.TYPES);
            out.elements(Fields.Hello.Types.NAMES, types);
            out.end(names);
        });
        out.end(begun);
    }

    static void write(Writer out, Packet.Mismatch mismatch) {
        int begun = out.begin(Fields.Frame.MISMATCH);
        for (Packet.Difference difference : mismatch.differences()) {
            int each = out.begin(Fields.Mismatch.DIFFERENCES);
            out.text(Fields.Mismatch.Difference.OPTION, difference.option());
            out.text(Fields.Mismatch.Difference.SENDER, difference.sender());
            out.text(Fields.Mismatch.Difference.RECEIVER, difference.receiver());
            out.end(each);
        }
        out.end(begun);
    }

    // ---- reading

    /** What the fields of a Hello hold. */
    private static final class Values {
        boolean reply;
        Map<String, String> configuration = Map.of();
        double weight;
        String zone = "";
        boolean leaving;
        long generation;
        long head;
        long time;
        long wall;
        long reading;

        @Nullable
        QuorumMemory memory;

        Map<String, String> labels = Map.of();

        @Nullable
        Set<String> types;

        Packet.Hello packet() {
            var traits = new Traits(labels, Optional.ofNullable(types).map(Set::copyOf));
            var profile = new Packet.Profile(weight, zone, traits, leaving);
            profile.candidate(UNKNOWN); // checks the weight and the zone
            return new Packet.Hello(
                    reply,
                    new TreeMap<>(configuration),
                    profile,
                    Numbers.version(generation),
                    Numbers.version(head),
                    new Packet.Clocks(Numbers.millis(time), Numbers.millis(wall), Numbers.reading(reading)),
                    memory == null ? QuorumMemory.NONE : memory);
        }
    }

    static Packet.Hello hello(Reader in) {
        int outer = in.enter();
        var values = new Values();
        while (in.next()) {
            read(in, values);
        }
        in.leave(outer);
        return values.packet();
    }

    private static void read(Reader in, Values values) {
        switch (in.tag()) {
            case Fields.Hello.REPLY -> values.reply = in.truth();
            case Fields.Hello.CONFIGURATION -> values.configuration = in.pair(values.configuration);
            case Fields.Hello.WEIGHT -> values.weight = in.real();
            case Fields.Hello.ZONE -> values.zone = in.name();
            case Fields.Hello.LEAVING -> values.leaving = in.truth();
            case Fields.Hello.GENERATION -> values.generation = in.number();
            case Fields.Hello.HEAD -> values.head = in.number();
            case Fields.Hello.TIME -> values.time = in.number();
            case Fields.Hello.WALL -> values.wall = in.number();
            case Fields.Hello.READING -> values.reading = in.fixed64();
            case Fields.Hello.MEMORY -> values.memory = MemoryCodec.read(in.once(values.memory));
            case Fields.Hello.LABELS -> values.labels = in.pair(values.labels);
            case Fields.Hello.TYPES -> values.types = types(in.once(values.types));
            default -> in.skip();
        }
    }

    private static Set<String> types(Reader in) {
        int outer = in.enter();
        Set<String> names = new LinkedHashSet<>();
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Hello.Types.NAMES -> names.add(in.name());
                default -> in.skip();
            }
        }
        in.leave(outer);
        return names;
    }

    static Packet.Mismatch mismatch(Reader in) {
        int outer = in.enter();
        List<Packet.Difference> differences = new ArrayList<>();
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Mismatch.DIFFERENCES -> differences.add(difference(in));
                default -> in.skip();
            }
        }
        in.leave(outer);
        return new Packet.Mismatch(List.copyOf(differences));
    }

    private static Packet.Difference difference(Reader in) {
        int outer = in.enter();
        String option = "";
        String sender = "";
        String receiver = "";
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Mismatch.Difference.OPTION -> option = in.text();
                case Fields.Mismatch.Difference.SENDER -> sender = in.text();
                case Fields.Mismatch.Difference.RECEIVER -> receiver = in.text();
                default -> in.skip();
            }
        }
        in.leave(outer);
        return new Packet.Difference(option, sender, receiver);
    }
}
