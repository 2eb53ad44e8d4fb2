package dev.anneal.pytorch;

import dev.anneal.Hyperparameter;
import dev.anneal.training.OptimizerSink;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.Adagrad;
import org.bytedeco.pytorch.AdagradOptions;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.OptimizerOptions;
import org.bytedeco.pytorch.OptimizerParamGroup;
import org.bytedeco.pytorch.RMSprop;
import org.bytedeco.pytorch.RMSpropOptions;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The parameter groups of an optimizer of PyTorch, for a scheduler to write to:
 *
 * <pre>{@code
 * Scheduler scheduler = Scheduler.start(plan, new ParamGroups(optimizer, "body", "head"));
 * …
 * optimizer.step();
 * scheduler.advance();
 * }</pre>
 *
 * <p>Every optimizer takes the learning rate; SGD and RMSprop also the momentum, Adam and AdamW {@code beta1} and {@code beta2},
 * and these and Adagrad the weight decay. Values are doubles in PyTorch too. What an optimizer has gathered stays as it is.
 *
 * <p>JavaCPP shows the betas of Adam as two numbers, without saying which is which; here they are what they are called.
 *
 * <p>Momentum and state are PyTorch's own, with their peculiarities: an update whose momentum is exactly 0 leaves the velocity as
 * it is. To go on in another process, save the optimizer with {@code save(OutputArchive)}; loading it brings back the values that
 * it had, so load first and resume the scheduler then.
 */
public final class ParamGroups implements OptimizerSink {

    /** Where the options of a group have a number. */
    @FunctionalInterface
    private interface Place {
        DoublePointer in(OptimizerOptions options);
    }

    private final Optimizer optimizer;
    private final Map<Hyperparameter, Place> places;
    private final List<String> groups;
    private final List<String> expected;

    /**
     * The groups of an optimizer.
     *
     * @param optimizer the optimizer
     * @param names the names of its groups, in their order; without any they are numbered from {@code 0}. Names beyond the groups
     *     that there are belong to groups that are added later, with {@code add_param_group}, and join then
     * @throws IllegalArgumentException if there are fewer names than groups, or a name comes twice
     */
    public ParamGroups(Optimizer optimizer, String... names) {
        int present = (int) optimizer.param_groups().size();
        List<String> all = names.length == 0
                ? IntStream.range(0, present).mapToObj(Integer::toString).toList()
                : List.of(names);
        if (all.size() < present || new HashSet<>(all).size() < all.size()) {
            throw new IllegalArgumentException(
                    "names must be different, one for each of the " + present + " groups at least, got " + all);
        }
        this.optimizer = optimizer;
        this.places = places(optimizer);
        this.groups = all.subList(0, present);
        this.expected = all.subList(present, all.size());
    }

    /** What an optimizer takes besides the learning rate. Betas are a pair of numbers. */
    private static Map<Hyperparameter, Place> places(Optimizer optimizer) {
        if (optimizer instanceof SGD) {
            return Map.of(
                    Hyperparameter.MOMENTUM, options -> new SGDOptions(options).momentum(),
                    Hyperparameter.WEIGHT_DECAY, options -> new SGDOptions(options).weight_decay());
        } else if (optimizer instanceof RMSprop) {
            return Map.of(
                    Hyperparameter.MOMENTUM, options -> new RMSpropOptions(options).momentum(),
                    Hyperparameter.WEIGHT_DECAY, options -> new RMSpropOptions(options).weight_decay());
        } else if (optimizer instanceof Adam) {
            return Map.of(
                    Hyperparameter.BETA1, options -> beta(1, new AdamOptions(options).betas()),
                    Hyperparameter.BETA2, options -> beta(2, new AdamOptions(options).betas()),
                    Hyperparameter.WEIGHT_DECAY, options -> new AdamOptions(options).weight_decay());
        } else if (optimizer instanceof AdamW) {
            return Map.of(
                    Hyperparameter.BETA1, options -> beta(1, new AdamWOptions(options).betas()),
                    Hyperparameter.BETA2, options -> beta(2, new AdamWOptions(options).betas()),
                    Hyperparameter.WEIGHT_DECAY, options -> new AdamWOptions(options).weight_decay());
        } else if (optimizer instanceof Adagrad) {
            return Map.of(Hyperparameter.WEIGHT_DECAY, options -> new AdagradOptions(options).weight_decay());
        }
        return Map.of();
    }

    /** Which of the two betas comes first in memory, the compiler of the library has decided; GNU's puts the last first. */
    private static final class Betas {
        static final boolean IN_ORDER = inOrder();

        private static boolean inOrder() {
            try (AdamOptions options = new AdamOptions()) {
                return options.betas().get(0) < options.betas().get(1); // 0.9 and 0.999
            }
        }
    }

    private static DoublePointer beta(int number, DoublePointer pair) {
        return pair.getPointer(Betas.IN_ORDER ? number - 1 : 2 - number);
    }

    @Override
    public List<String> groups() {
        return groups;
    }

    @Override
    public List<String> expected() {
        return expected;
    }

    @Override
    public boolean takes(Hyperparameter hyperparameter) {
        return hyperparameter.equals(Hyperparameter.LEARNING_RATE) || places.containsKey(hyperparameter);
    }

    @Override
    public void set(int group, Hyperparameter hyperparameter, double value) {
        if (group >= optimizer.param_groups().size()) {
            throw new IllegalArgumentException(
                    "a group must be added to the optimizer, with add_param_group, before it joins, got group " + group
                            + " of " + optimizer.param_groups().size());
        }
        // loading a saved optimizer replaces its options, so that they are looked up every time
        OptimizerParamGroup present = optimizer.param_groups().get(group);
        if (!Float.isFinite((float) value) && !inDoublePrecision(present.params())) {
            throw new IllegalArgumentException(
                    hyperparameter + "[" + group + "] must be finite in single precision, got " + value);
        }
        if (hyperparameter.equals(Hyperparameter.LEARNING_RATE)) {
            present.options().set_lr(value);
            return;
        }
        Place place = places.get(hyperparameter);
        if (place == null) {
            throw new IllegalArgumentException("optimizer must take the hyperparameter, got " + hyperparameter);
        }
        place.in(present.options()).put(value);
    }

    private static boolean inDoublePrecision(TensorVector parameters) {
        for (long i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).scalar_type().value != ScalarType.Double.value) {
                return false;
            }
        }
        return true;
    }
}
