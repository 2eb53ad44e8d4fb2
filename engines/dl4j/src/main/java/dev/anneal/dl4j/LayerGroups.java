package dev.anneal.dl4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.misc.DummyConfig;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Which layers of a network follow which lines of a plan. Immutable. Layers that no group takes are the group {@code rest},
 * which follows the lines without a group. Frozen layers and those without weights belong to no group.
 *
 * <pre>{@code
 * LayerGroups groups = LayerGroups.of(network).with("head", "layer2", "layer3");
 * LayerGroups each = LayerGroups.each(network); // every layer is a group, by its name
 * }</pre>
 */
public final class LayerGroups {

    /** What no group takes. */
    private static final String REST = "rest";

    private final Model network;
    private final List<Member> members;
    private final List<String> names;
    private final Map<String, Integer> groupOf;

    /** A layer that learns, or a vertex of a graph that has weights of its own. */
    record Member(Trainable layer, String name, int index) {
        Set<String> parameters() {
            Map<String, INDArray> table = layer.paramTable(false);
            return table == null ? Set.of() : table.keySet();
        }
    }

    private LayerGroups(Model network, List<Member> members, List<String> names, Map<String, Integer> groupOf) {
        this.network = network;
        this.members = members;
        this.names = names;
        this.groupOf = groupOf;
    }

    /**
     * All layers in one group, {@code 0}.
     *
     * @param network the network, initialized
     * @return the groups
     * @throws IllegalArgumentException if the network has no layers that learn, or one whose updater has no learning rate
     */
    public static LayerGroups of(MultiLayerNetwork network) {
        List<Member> all = new ArrayList<>();
        for (Layer layer : initialized(network.getLayers())) {
            all.add(new Member(layer, layer.conf().getLayer().getLayerName(), layer.getIndex()));
        }
        return of(network, all);
    }

    /**
     * All layers in one group, {@code 0}.
     *
     * @param network the network, initialized
     * @return the groups
     * @throws IllegalArgumentException if the network has no layers that learn, or one whose updater has no learning rate
     */
    public static LayerGroups of(ComputationGraph network) {
        List<Member> all = new ArrayList<>();
        for (GraphVertex vertex : initialized(network.getVertices())) {
            Trainable trainable = vertex.hasLayer() ? vertex.getLayer() : vertex;
            all.add(new Member(trainable, vertex.getVertexName(), vertex.getVertexIndex()));
        }
        return of(network, all);
    }

    private static <T> T[] initialized(T @Nullable [] parts) {
        if (parts == null) {
            throw new IllegalArgumentException("network must be initialized: call init() before");
        }
        return parts;
    }

    private static LayerGroups of(Model network, List<Member> all) {
        List<Member> members = all.stream().filter(LayerGroups::learns).toList();
        if (members.isEmpty()) {
            throw new IllegalArgumentException("network must have layers that learn, got none");
        }
        return new LayerGroups(network, members, List.of(), Map.of());
    }

    private static boolean learns(Member member) {
        boolean learns = false;
        for (String parameter : member.parameters()) {
            // a frozen layer has a stand-in for its configuration
            IUpdater updater = member.layer().getConfig() instanceof DummyConfig
                    ? new NoOp()
                    : member.layer().getConfig().getUpdaterByParam(parameter);
            if (updater != null && !(updater instanceof NoOp)) {
                if (!updater.hasLearningRate()) {
                    throw new IllegalArgumentException("layer " + member.name()
                            + " must have an updater with a learning rate, got "
                            + updater.getClass().getSimpleName());
                }
                learns = true;
            }
        }
        return learns;
    }

    /**
     * Each layer in a group of its own, by its name: {@code layer0}, {@code layer1} and so on, where the network says no other.
     *
     * @param network the network, initialized
     * @return the groups
     * @throws IllegalArgumentException if the network has no layers that learn, or one whose updater has no learning rate
     */
    public static LayerGroups each(MultiLayerNetwork network) {
        return each(of(network));
    }

    /**
     * Each layer in a group of its own, by its name.
     *
     * @param network the network, initialized
     * @return the groups
     * @throws IllegalArgumentException if the network has no layers that learn, or one whose updater has no learning rate
     */
    public static LayerGroups each(ComputationGraph network) {
        return each(of(network));
    }

    private static LayerGroups each(LayerGroups all) {
        LayerGroups groups = all;
        for (Member member : all.members) {
            groups = groups.with(member.name(), member.name());
        }
        return groups;
    }

    /**
     * With another group.
     *
     * @param group its name
     * @param layers the names of its layers
     * @return the groups
     * @throws IllegalArgumentException if there is a group of that name, or a layer does not learn or belongs to another group
     */
    public LayerGroups with(String group, String... layers) {
        if (names.contains(group) || group.equals(REST) || group.isBlank()) {
            throw new IllegalArgumentException(
                    "group must have a name of its own, other than 'rest', got '" + group + "'");
        }
        List<String> left = members.stream()
                .map(Member::name)
                .filter(name -> !groupOf.containsKey(name))
                .toList();
        Map<String, Integer> more = new HashMap<>(groupOf);
        for (String layer : layers) {
            if (!left.contains(layer) || more.put(layer, names.size()) != null) {
                throw new IllegalArgumentException("group " + group
                        + " must take layers of those that learn and are left, " + left + ", got " + layer);
            }
        }
        if (layers.length == 0) {
            throw new IllegalArgumentException("group " + group + " must take a layer, got none; left are " + left);
        }
        List<String> longer = new ArrayList<>(names);
        longer.add(group);
        return new LayerGroups(network, members, List.copyOf(longer), Map.copyOf(more));
    }

    /**
     * The names of the groups.
     *
     * @return the names, in the order of declaration; {@code rest} is the last
     */
    public List<String> names() {
        if (names.isEmpty()) {
            return List.of("0");
        }
        if (groupOf.size() == members.size()) {
            return names;
        }
        List<String> all = new ArrayList<>(names);
        all.add(REST);
        return List.copyOf(all);
    }

    Model network() {
        return network;
    }

    /** The layers that learn. */
    List<Member> members() {
        return members;
    }

    /** The index of a layer's group in {@link #names()}. */
    int groupOf(Member member) {
        return groupOf.getOrDefault(member.name(), names.size());
    }

    /**
     * The groups with their layers.
     *
     * @return a line for each layer
     */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        for (Member member : members) {
            lines.append(lines.isEmpty() ? "" : "\n")
                    .append(names().get(groupOf(member)))
                    .append(": ")
                    .append(member.name());
        }
        return lines.toString();
    }
}
