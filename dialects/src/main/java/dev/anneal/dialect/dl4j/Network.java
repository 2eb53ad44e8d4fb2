package dev.anneal.dialect.dl4j;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.ConfigFile;
import dev.anneal.dialect.Position;
import dev.anneal.dialect.Reading;
import dev.anneal.dialect.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The layers of a network, each with an updater for its weights and maybe another for its biases. */
final class Network {

    private static final String RATE = "learningRate";

    /** Where a layer that wraps another keeps it. */
    private static final List<String> WRAPPED = List.of("layer", "underlying", "fwd");

    private static final int DEEPEST = 10;

    private final ConfigFile file;
    private final List<Part> parts;

    Network(ConfigFile file, List<Part> parts) {
        this.file = file;
        this.parts = parts;
    }

    /** An updater, and the name of the parameter group that it updates. */
    record Part(String group, Value updater) {}

    /** What a group follows, and what it counts. */
    private record Followed(String group, Schedule schedule, Clock clock) {}

    /** The layers of a MultiLayerConfiguration or a ComputationGraphConfiguration; none if it is neither. */
    static List<Value> layers(Value root) {
        List<Value> layers = new ArrayList<>();
        Value listed = root.entry("confs");
        for (Value conf : listed != null && listed.isList() ? listed.items() : List.<Value>of()) {
            add(layers, conf);
        }
        Value vertices = root.entry("vertices");
        if (vertices != null && vertices.isTable()) {
            vertices.entries().forEach(vertex -> {
                Value conf = vertex.getValue().entry("layerConf");
                if (conf != null) {
                    add(layers, conf);
                }
            });
        }
        return layers;
    }

    private static void add(List<Value> layers, Value conf) {
        Value layer = conf.isTable() ? conf.entry("layer") : null;
        if (layer != null && layer.isTable()) {
            layers.add(layer);
        }
    }

    static List<Part> parts(ConfigFile file) {
        List<Part> parts = new ArrayList<>();
        for (Value layer : layers(file.root())) {
            Value named = layer.entry("layerName");
            String name = named != null && named.isWord() ? named.word() : "layer" + parts.size();
            if (Files.className(layer).contains(".FrozenLayer")) {
                file.note(name + " is frozen: its updater is left aside");
                continue;
            }
            Value own = updating(layer, 0);
            Value weights = own == null ? null : updater(own, "iupdater", "iUpdater");
            Value biases = own == null ? null : updater(own, "biasUpdater", "biasupdater");
            if (weights != null) {
                parts.add(new Part(name, weights));
            }
            if (biases != null) {
                parts.add(new Part(name + ".bias", biases));
            }
        }
        return parts;
    }

    /** The layer that has the updater: this one, or one that it wraps. */
    private static @Nullable Value updating(Value layer, int depth) {
        if (updater(layer, "iupdater", "iUpdater") != null || depth == DEEPEST) {
            return layer;
        }
        for (String key : WRAPPED) {
            Value inner = layer.entry(key);
            if (inner != null && inner.isTable()) {
                return updating(inner, depth + 1);
            }
        }
        return null;
    }

    private static @Nullable Value updater(Value layer, String key, String formerly) {
        Value updater = layer.entry(key);
        Value found = updater == null ? layer.entry(formerly) : updater;
        return found == null || !found.isTable() ? null : found;
    }

    Reading reading() {
        List<Followed> rates = new ArrayList<>();
        List<Followed> momenta = new ArrayList<>();
        boolean driven = parts.stream().anyMatch(part -> schedule(part.updater, "momentumISchedule") != null);
        TreeSet<String> without = new TreeSet<>();
        for (Part part : parts) {
            if (!follow(part, rates, RATE, "learningRateSchedule")) {
                without.add(part.group);
            }
            if (driven) {
                follow(part, momenta, "momentum", "momentumISchedule");
            }
        }
        if (rates.isEmpty()) {
            throw file.error("no updater in the file has a rate");
        }
        if (!without.isEmpty()) {
            file.note("the updaters of " + String.join(", ", without) + " have no rate, and are left aside");
        }
        tell();
        List<Followed> all = new ArrayList<>(rates);
        all.addAll(momenta);
        Clock clock = clock(all);
        Plan plan = assigned(null, Hyperparameter.LEARNING_RATE, rates, clock);
        if (!momenta.isEmpty()) {
            plan = assigned(plan, Hyperparameter.MOMENTUM, momenta, clock);
        }
        return at(file.reading(plan, clock, ""), clock);
    }

    /** What all updaters have in common. */
    private void tell() {
        List<String> kinds = parts.stream()
                .map(part -> Files.className(part.updater))
                .distinct()
                .toList();
        if (kinds.size() == 1) {
            file.optimizer(kinds.get(0), Map.of());
        }
    }

    private static @Nullable Value schedule(Value updater, String key) {
        Value schedule = updater.entry(key);
        return schedule == null || schedule.isNone() ? null : schedule;
    }

    private boolean follow(Part part, List<Followed> followed, String key, String scheduled) {
        Value schedule = schedule(part.updater, scheduled);
        Value number = part.updater.entry(key);
        if (schedule != null) {
            Call call = Files.call(file, schedule);
            followed.add(new Followed(part.group, call.schedule(), call.clock()));
        } else if (number != null && !number.isWord()) {
            followed.add(new Followed(part.group, Schedule.constant(number.number()), Clock.STEP));
        }
        return schedule != null || number != null && !number.isWord();
    }

    /** Epochs, if those are all that is counted. */
    private static Clock clock(List<Followed> all) {
        boolean epochs = all.stream().anyMatch(one -> one.clock == Clock.EPOCH);
        boolean steps = all.stream().anyMatch(one -> one.clock == Clock.STEP && one.schedule.length() > 0);
        return epochs && !steps ? Clock.EPOCH : Clock.STEP;
    }

    /** What most groups follow is assigned to all, and the others have lines of their own. */
    private Plan assigned(@Nullable Plan plan, Hyperparameter what, List<Followed> followed, Clock clock) {
        Map<Schedule, Integer> counts = new LinkedHashMap<>();
        Map<String, Schedule> own = new LinkedHashMap<>();
        for (Followed one : followed) {
            Schedule schedule = in(clock, one);
            own.put(one.group, schedule);
            counts.merge(schedule, 1, Integer::sum);
        }
        Schedule most = counts.entrySet().stream()
                .reduce((a, b) -> b.getValue() > a.getValue() ? b : a)
                .orElseThrow()
                .getKey();
        Plan more = plan == null ? Plan.of(what, "", most) : plan.with(what, "", most);
        for (Map.Entry<String, Schedule> one : own.entrySet()) {
            more = one.getValue().equals(most) ? more : more.with(what, one.getKey(), one.getValue());
        }
        return Objects.requireNonNull(more);
    }

    private Schedule in(Clock clock, Followed one) {
        if (one.clock != Clock.EPOCH || clock == Clock.EPOCH) {
            return one.schedule;
        }
        if (file.horizon().stepsPerEpoch().isEmpty()) {
            throw file.error("some layers count epochs and others iterations: give --steps-per-epoch");
        }
        Plan counted = Plan.of(one.schedule);
        return new Reading(counted, Clock.EPOCH, "", List.of())
                .inSteps(file.horizon())
                .assignments()
                .get(0)
                .schedule();
    }

    /** Where a network that was saved stands. */
    private Reading at(Reading reading, Clock clock) {
        Value count = file.root().entry(clock == Clock.EPOCH ? "epochCount" : "iterationCount");
        return count == null || !(count.number() > 0) ? reading : reading.at(new Position(count.number(), Map.of()));
    }
}
