package dev.anneal.pytorch;

import static dev.anneal.Hyperparameter.BETA1;
import static dev.anneal.Hyperparameter.BETA2;
import static dev.anneal.Hyperparameter.LEARNING_RATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.training.Scheduler;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Adagrad;
import org.bytedeco.pytorch.AdagradOptions;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.LBFGS;
import org.bytedeco.pytorch.LBFGSOptions;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.OptimizerParamGroup;
import org.bytedeco.pytorch.RMSprop;
import org.bytedeco.pytorch.RMSpropOptions;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParamGroupsTest {

    private Tensor weight;

    @BeforeEach
    void load() {
        Natives.load();
        weight = Tensor.create(new double[] {0}).requires_grad_(true);
    }

    private TensorVector weights() {
        return new TensorVector(weight);
    }

    /** What an update takes off the weight. */
    private double step(Optimizer optimizer) {
        return step(optimizer, 1);
    }

    private double step(Optimizer optimizer, double gradient) {
        double before = weight.item_double();
        optimizer.zero_grad();
        weight.mul(new Scalar(gradient)).sum().backward();
        optimizer.step();
        return before - weight.item_double();
    }

    @Test
    void ratesAreExactDoubles() {
        Optimizer optimizer = new SGD(weights(), new SGDOptions(7));
        Scheduler scheduler = Scheduler.start(Plan.parse("lr = cosine(0.1, 0, 97)"), new ParamGroups(optimizer));
        for (int i = 0; i < 97; i++) {
            assertThat(optimizer.param_groups().get(0).options().get_lr())
                    .isEqualTo(scheduler.value(LEARNING_RATE, "0"));
            step(optimizer);
            scheduler.advance();
        }
    }

    /** Which beta is which shows in what an optimizer does, not in what is read back. */
    @Test
    void adamsFamilyTakesItsRatesAndBetas() {
        Plan plan = Plan.parse("lr = linear(1, 0, 16)\nbeta1 = linear(0.5, 0.9, 8)\nbeta2 = linear(0.9, 0.99, 8)\n"
                + "weight_decay = constant(0)");
        for (Optimizer optimizer :
                List.of(new Adam(weights(), new AdamOptions(7)), new AdamW(weights(), new AdamWOptions(7)))) {
            Scheduler scheduler = Scheduler.start(plan, new ParamGroups(optimizer));
            double mean = 0;
            double square = 0;
            for (int i = 0; i < 8; i++) {
                double first = scheduler.value(BETA1, "0");
                double second = scheduler.value(BETA2, "0");
                double gradient = 1 + i;
                mean = first * mean + (1 - first) * gradient;
                square = second * square + (1 - second) * gradient * gradient;
                double root = Math.sqrt(square / (1 - Math.pow(second, i + 1))) + 1e-8;
                double expected = (1 - i / 16.0) * mean / (1 - Math.pow(first, i + 1)) / root;
                assertThat(step(optimizer, gradient)).as("step %s", i).isCloseTo(expected, within(1e-12));
                scheduler.advance();
            }
        }
    }

    @Test
    void eachOptimizerTakesWhatItHas() {
        assertThat(taken(new SGD(weights(), new SGDOptions(7)))).containsOnly("lr", "momentum", "weight_decay");
        assertThat(taken(new RMSprop(weights(), new RMSpropOptions(7)))).containsOnly("lr", "momentum", "weight_decay");
        assertThat(taken(new Adam(weights(), new AdamOptions(7)))).containsOnly("lr", "beta1", "beta2", "weight_decay");
        assertThat(taken(new AdamW(weights(), new AdamWOptions(7))))
                .containsOnly("lr", "beta1", "beta2", "weight_decay");
        assertThat(taken(new Adagrad(weights(), new AdagradOptions(7)))).containsOnly("lr", "weight_decay");
        assertThat(taken(new LBFGS(weights(), new LBFGSOptions(7)))).containsOnly("lr");
    }

    /** Those that are taken, each set to 0.5 and used in an update. */
    private Set<String> taken(Optimizer optimizer) {
        ParamGroups groups = new ParamGroups(optimizer);
        Set<String> taken = Stream.of("lr", "momentum", "beta1", "beta2", "weight_decay", "viscosity")
                .filter(name -> groups.takes(new Hyperparameter(name)))
                .collect(java.util.stream.Collectors.toSet());
        taken.forEach(name -> groups.set(0, new Hyperparameter(name), 0.5));
        assertThat(optimizer.param_groups().get(0).options().get_lr()).isEqualTo(0.5);
        if (!(optimizer instanceof LBFGS)) {
            assertThat(step(optimizer)).isNotZero().isFinite();
        }
        return taken;
    }

    @Test
    void groupsMayJoinLater() {
        Optimizer optimizer = new SGD(weights(), new SGDOptions(7));
        Scheduler scheduler = Scheduler.start(
                Plan.parse("lr = linear(1, 0, 16)\nlr[head] = lr / 2"), new ParamGroups(optimizer, "body", "head"));
        assertThat(step(optimizer)).isEqualTo(1);
        scheduler.advance();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scheduler.join("head"))
                .withMessageContaining("must be added to the optimizer, with add_param_group, before it joins");
        Tensor head = Tensor.create(new double[] {0}).requires_grad_(true);
        optimizer.add_param_group(new OptimizerParamGroup(new TensorVector(head)));
        scheduler.join("head");
        assertThat(step(optimizer)).isEqualTo(15 / 16.0);
        head.sum().backward();
        optimizer.step();
        assertThat(head.item_double()).isEqualTo(-15 / 32.0);
    }

    @Test
    void namesAreOneForEachGroup() {
        Optimizer optimizer = new SGD(weights(), new SGDOptions(7));
        optimizer.add_param_group(new OptimizerParamGroup(new TensorVector(Sums.weight(0, 0))));
        assertThat(new ParamGroups(optimizer).groups()).containsExactly("0", "1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ParamGroups(optimizer, "all"))
                .withMessage("names must be different, one for each of the 2 groups at least, got [all]");
        assertThatIllegalArgumentException().isThrownBy(() -> new ParamGroups(optimizer, "all", "all"));
    }

    @Test
    void valuesMustFitIntoThePrecisionOfTheWeights() {
        Plan huge = Plan.parse("lr = constant(1e39)");
        Scheduler.start(huge, new ParamGroups(new SGD(weights(), new SGDOptions(7))));
        Optimizer single = new SGD(new TensorVector(Sums.weight(0, 0)), new SGDOptions(7));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scheduler.start(huge, new ParamGroups(single)))
                .withMessageContaining("must be finite in single precision, got 1.0E39");
    }
}
