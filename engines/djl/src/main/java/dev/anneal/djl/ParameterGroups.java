package dev.anneal.djl;

import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which parameters of a model follow which lines of a plan. Immutable. A parameter belongs to the first group that takes it;
 * those that none takes are the group {@code rest}, which follows the lines without a group.
 *
 * <pre>{@code
 * ParameterGroups groups = ParameterGroups.of(model)
 *         .with("head", head)                                  // the parameters of a block
 *         .with("biases", name -> name.endsWith("_bias"));     // by name
 * }</pre>
 *
 * <p>Names are those of {@code model.getBlock().getParameters()}, as {@code 01Linear_weight}.
 */
public final class ParameterGroups {

    /** What no group takes. */
    private static final String REST = "rest";

    private final NDManager manager;
    private final List<Named> parameters;
    private final List<String> names;
    private final Map<String, Integer> groupOf;

    /** A parameter under its name in the model; its own name need not be unique, and its id is another in every process. */
    record Named(String name, Parameter parameter) {
        String id() {
            return parameter.getId();
        }
    }

    private ParameterGroups(
            NDManager manager, List<Named> parameters, List<String> names, Map<String, Integer> groupOf) {
        this.manager = manager;
        this.parameters = parameters;
        this.names = names;
        this.groupOf = groupOf;
    }

    /**
     * All parameters in one group, {@code 0}.
     *
     * @param model the model, with its block; it need not be initialized
     * @return the groups
     * @throws IllegalArgumentException if the block has no parameters
     */
    public static ParameterGroups of(Model model) {
        List<Named> parameters = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Pair<String, Parameter> pair : model.getBlock().getParameters()) {
            if (ids.add(pair.getValue().getId())) {
                parameters.add(new Named(pair.getKey(), pair.getValue()));
            }
        }
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException("model must have parameters, got none in " + model.getName());
        }
        return new ParameterGroups(model.getNDManager(), List.copyOf(parameters), List.of(), Map.of());
    }

    /**
     * With another group.
     *
     * @param group its name
     * @param taken the names of its parameters; asked of those that no group has taken yet
     * @return the groups
     * @throws IllegalArgumentException if there is a group of that name, or no parameter for it
     */
    public ParameterGroups with(String group, Predicate<String> taken) {
        return take(group, named -> taken.test(named.name()));
    }

    /**
     * With another group.
     *
     * @param group its name
     * @param block the block whose parameters it takes, those of its children as well, but for those that another group has
     *     taken
     * @return the groups
     * @throws IllegalArgumentException if there is a group of that name, or no parameter for it
     */
    public ParameterGroups with(String group, Block block) {
        Set<String> ids = new HashSet<>();
        block.getParameters().values().forEach(parameter -> ids.add(parameter.getId()));
        return take(group, named -> ids.contains(named.id()));
    }

    private ParameterGroups take(String group, Predicate<Named> taken) {
        if (names.contains(group) || group.equals(REST) || group.isBlank()) {
            throw new IllegalArgumentException(
                    "group must have a name of its own, other than 'rest', got '" + group + "'");
        }
        Map<String, Integer> more = new HashMap<>(groupOf);
        for (Named named : parameters) {
            if (!groupOf.containsKey(named.id()) && taken.test(named)) {
                more.put(named.id(), names.size());
            }
        }
        if (more.size() == groupOf.size()) {
            throw new IllegalArgumentException(
                    "group " + group + " must take a parameter, got none; left are " + left());
        }
        List<String> longer = new ArrayList<>(names);
        longer.add(group);
        return new ParameterGroups(manager, parameters, List.copyOf(longer), Map.copyOf(more));
    }

    private List<String> left() {
        return parameters.stream()
                .filter(named -> !groupOf.containsKey(named.id()))
                .map(Named::name)
                .toList();
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
        if (groupOf.size() == parameters.size()) {
            return names;
        }
        List<String> all = new ArrayList<>(names);
        all.add(REST);
        return List.copyOf(all);
    }

    /** The parameters of all groups. */
    List<Named> parameters() {
        return parameters;
    }

    /** The index of a parameter's group in {@link #names()}. */
    int groupOf(Named named) {
        return groupOf.getOrDefault(named.id(), names.size());
    }

    /** Where arrays belong that live as long as the model. */
    NDManager manager() {
        return manager;
    }

    /**
     * The groups with their parameters.
     *
     * @return a line for each parameter
     */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        for (Named named : parameters) {
            lines.append(lines.isEmpty() ? "" : "\n")
                    .append(names().get(groupOf(named)))
                    .append(": ")
                    .append(named.name());
        }
        return lines.toString();
    }
}
