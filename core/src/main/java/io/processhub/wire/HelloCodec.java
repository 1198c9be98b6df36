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
    private static final class Content {
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
        var content = new Content();
        while (in.next()) {
            read(in, content);
        }
        in.leave(outer);
        return content.packet();
    }

    private static void read(Reader in, Content content) {
        switch (in.tag()) {
            case Fields.Hello.REPLY -> content.reply = in.truth();
            case Fields.Hello.CONFIGURATION -> content.configuration = in.pair(content.configuration);
            case Fields.Hello.WEIGHT -> content.weight = in.real();
            case Fields.Hello.ZONE -> content.zone = in.name();
            case Fields.Hello.LEAVING -> content.leaving = in.truth();
            case Fields.Hello.GENERATION -> content.generation = in.number();
            case Fields.Hello.HEAD -> content.head = in.number();
            case Fields.Hello.TIME -> content.time = in.number();
            case Fields.Hello.WALL -> content.wall = in.number();
            case Fields.Hello.READING -> content.reading = in.fixed64();
            case Fields.Hello.MEMORY -> content.memory = MemoryCodec.read(in.once(content.memory));
            case Fields.Hello.LABELS -> content.labels = in.pair(content.labels);
            case Fields.Hello.TYPES -> content.types = types(in.once(content.types));
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
