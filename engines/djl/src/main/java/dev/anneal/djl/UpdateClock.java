package dev.anneal.djl;

import ai.djl.nn.Parameter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells where one update ends and the next begins. DJL asks for each parameter, on each device, in the order of a hash map,
 * and says nothing when it has asked for all. An update is over when training goes on to something else, or when what is asked
 * for cannot be part of it: a parameter that every device has asked for already, or one that was frozen when it began.
 */
final class UpdateClock {

    private final Map<String, Entry> entries = new HashMap<>();
    private long update;
    private boolean open;
    private int devices;
    private @Nullable Entry last;

    /** A parameter, and how often it was asked for in the update that asked last. */
    static final class Entry {
        final String name;
        final int group;
        private final Parameter parameter;
        private long update = -1;
        private int asked;
        private boolean frozenAtStart;

        private Entry(ParameterGroups.Named named, int group) {
            this.name = named.name();
            this.parameter = named.parameter();
            this.group = group;
        }

        /** The index of the device that asked last. */
        int replica() {
            return asked - 1;
        }
    }

    UpdateClock(ParameterGroups groups) {
        for (ParameterGroups.Named named : groups.parameters()) {
            entries.put(named.id(), new Entry(named, groups.groupOf(named)));
        }
    }

    void devices(int count) {
        devices = count;
    }

    Entry entry(String parameterId) {
        Entry entry = entries.get(parameterId);
        if (entry == null) {
            throw new IllegalStateException("parameter must be one that the model had when its groups were made, got "
                    + parameterId + "; make the groups of the model that is trained, with its final block");
        }
        return entry;
    }

    /** Whether values of an update were handed out which is not known to be over. */
    boolean isOpen() {
        return open;
    }

    /** Whether an update is open that cannot ask for this parameter. */
    boolean isOverFor(Entry entry) {
        return open && (entry.update == update ? entry.asked >= devices : entry.frozenAtStart);
    }

    /** One device asks for one parameter after another; nobody has told of more. */
    void refuseUntoldDevices(Entry entry) {
        if (devices == 0 && entry == last && othersAreTrained(entry)) {
            throw new IllegalStateException(
                    "the plan's tracker must be registered as a listener of the trainer, to learn"
                            + " how many devices there are; got several, which ask for " + entry.name);
        }
        last = entry;
    }

    private boolean othersAreTrained(Entry entry) {
        for (Entry other : entries.values()) {
            if (other != entry && other.update >= 0 && other.parameter.requiresGradient()) {
                return true;
            }
        }
        return false;
    }

    /** The update is over. */
    void close() {
        open = false;
        update++;
    }

    /** Counts a question, and opens an update if none is. */
    void ask(Entry entry) {
        if (!open) {
            open = true;
            for (Entry each : entries.values()) {
                each.frozenAtStart = !each.parameter.requiresGradient();
            }
        }
        if (entry.update != update) {
            entry.update = update;
            entry.asked = 0;
        }
        entry.asked++;
    }
}
