package io.processhub.replication;

import io.processhub.cluster.NodeId;
import io.processhub.log.Entry.Presence;
import io.processhub.registry.Instance;
import io.processhub.registry.Intent.Wanted;
import io.processhub.registry.Registration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Derives what callers see of a process from the entries of all logs. */
final class Summary {
    private static final Comparator<Registration.Copy> COPIES = Comparator.comparing(Registration.Copy::node);
    private static final Comparator<Registration.Parked> PARKED = Comparator.comparing(Registration.Parked::node);

    private Summary() {}

    static Registration of(ProcessRecord record, Wanted wanted) {
        List<Registration.Copy> copies = List.of();
        List<Registration.Parked> parked = List.of();
        for (OriginView view = record; view != null; view = view.next) {
            NodeId node = view.log().origin();
            Instance instance = view.instance();
            if (instance != null) {
                copies = with(copies, new Registration.Copy(node, instance));
            }
            if (view.absence() instanceof Presence.Parked entry && record.parkedOn(node)) {
                parked = with(parked, new Registration.Parked(node, entry.error(), entry.until()));
            }
        }
        return new Registration(wanted, sorted(copies, COPIES), sorted(parked, PARKED));
    }

    static <T> List<T> with(List<T> known, T one) {
        if (known.isEmpty()) {
            return List.of(one);
        }
        List<T> more = new ArrayList<>(known);
        more.add(one);
        return more;
    }

    private static <T> List<T> sorted(List<T> found, Comparator<T> order) {
        return found.size() < 2 ? found : found.stream().sorted(order).toList();
    }
}
