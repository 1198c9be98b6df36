package io.processhub.jgroups;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;

/** A harmless class that knows nothing of JGroups; notes with the {@link Marker} that it was deserialized. */
final class SmuggledObject implements Serializable {
    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        Marker.MADE.add("readObject");
    }
}
