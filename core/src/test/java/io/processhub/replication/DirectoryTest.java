package io.processhub.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.registry.Instance.EndCause;
import io.processhub.registry.Registration;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class DirectoryTest {
    private final Writings a = Writings.of("a", "b");

    private Directory directory() {
        a.registry.publish();
        return a.directory;
    }

    private static List<String> ids(List<Registration> found) {
        return found.stream().map(each -> each.id().value()).toList();
    }

    @Test
    void anUnwantedProcessIsNotFound() {
        a.run("p");
        assertThat(directory().find(new ProcessId("p"))).isNull();
        assertThat(directory().all()).isEmpty();
        assertThat(directory().onNode(a.self)).isEmpty();

        a.want("p");
        assertThat(ids(directory().all())).containsExactly("p");
        assertThat(ids(directory().onNode(a.self))).containsExactly("p");

        a.stop("p");
        assertThat(directory().find(new ProcessId("p"))).isNull();
        assertThat(directory().onNode(a.self)).isEmpty();
    }

    @Test
    void tagsAndLabelsAreIndexed() {
        a.want("q", Metadata.tag("red").label("size", "big"));
        a.want("p", Metadata.tag("red").label("size", "small"));
        a.want("r", Metadata.tag("blue").label("size", "big"));

        assertThat(ids(directory().byTag("red"))).containsExactly("p", "q");
        assertThat(ids(directory().byLabel("size", "big"))).containsExactly("q", "r");
        assertThat(directory().byTag("")).isEmpty();
        assertThat(directory().byLabel("big", "size")).isEmpty();
    }

    @Test
    void indexesFollowChanges() {
        a.want("p", Metadata.tag("red").label("size", "big"));

        a.want("p", Metadata.tag("blue").label("size", "big"));

        assertThat(directory().byTag("red")).isEmpty();
        assertThat(ids(directory().byTag("blue"))).containsExactly("p");
        assertThat(ids(directory().byLabel("size", "big"))).containsExactly("p");

        a.stop("p");
        assertThat(directory().byTag("blue")).isEmpty();
        assertThat(directory().byLabel("size", "big")).isEmpty();
    }

    @Test
    void processesAreFoundOnEveryNodeThatRunsThem() {
        var b = Writings.of("b", "a");
        a.want("p");
        a.run("p");
        b.read(a);
        b.run("p");
        a.read(b);

        assertThat(ids(directory().onNode(a.self))).containsExactly("p");
        assertThat(ids(directory().onNode(b.self))).containsExactly("p");

        a.end("p", EndCause.MOVED);
        assertThat(directory().onNode(a.self)).isEmpty();
        a.registry.depart(b.self);
        assertThat(directory().onNode(b.self)).isEmpty();
    }

    @Test
    void instancesAreSortedByNode() {
        var b = Writings.of("b", "a");
        b.want("p");
        b.run("p");
        a.read(b);
        a.run("p");

        var found = Objects.requireNonNull(directory().find(new ProcessId("p")));

        assertThat(found.instances()).extracting(Registration.Copy::node).containsExactly(a.self, b.self);
        assertThat(found.runsOn(b.self)).isTrue();
    }
}
