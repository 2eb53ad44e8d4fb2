package dev.anneal.dialect.tensorflow;

import static dev.anneal.dialect.Condition.atLeast;
import static dev.anneal.dialect.Condition.nonZero;
import static dev.anneal.dialect.Condition.positive;

import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Condition;
import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Value;
import java.util.List;

/** {@code tf.compat.v1.train}: TensorFlow 1's decays. */
public final class Tf1 implements Dialect {

    private static final String TRAIN = "tf.compat.v1.train.";
    private static final String VERSION = ", TensorFlow 2.21";

    private static final String BACKWARDS =
            "decay_steps is not checked: a negative one is taken as it comes. With 0 the rate is NaN, which is refused here.";
    private static final String SINGLE = "TensorFlow computes in float32: digits past the seventh differ.";

    /** Made by the service loader. */
    public Tf1() {}

    @Override
    public String name() {
        return "tf1";
    }

    @Override
    public String title() {
        return "TensorFlow 1";
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Read are the decays of tf.train as tf.compat.v1.train has them in TensorFlow 2.21. global_step stands for the number of updates; a multiple, as 4 * global_step, is read as well.");
    }

    @Override
    public List<String> prefixes() {
        return List.of(
                "tf.train",
                "tf.compat.v1.train",
                "tf.v1.train",
                "tensorflow.train",
                "tensorflow.compat.v1.train",
                "tensorflow.compat.v1",
                "compat.v1.train",
                "v1.train",
                "tf1.train",
                "train",
                "learning_rate_decay",
                "tf.python.training.learning_rate_decay",
                "tensorflow.python.training.learning_rate_decay",
                "tensorflow.python.keras.optimizer_v2.legacy_learning_rate_decay",
                "legacy_learning_rate_decay");
    }

    @Override
    public List<String> optimizers() {
        return List.of(
                "GradientDescentOptimizer(learning_rate, use_locking=False, name='GradientDescent')",
                "MomentumOptimizer(learning_rate, momentum, use_locking=False, name='Momentum', use_nesterov=False)",
                "AdamOptimizer(learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, use_locking=False, name='Adam')",
                "RMSPropOptimizer(learning_rate, decay=0.9, momentum=0.0, epsilon=1e-10, use_locking=False, centered=False, "
                        + "name='RMSProp')",
                "AdagradOptimizer(learning_rate, initial_accumulator_value=0.1, use_locking=False, name='Adagrad')",
                "AdadeltaOptimizer(learning_rate=0.001, rho=0.95, epsilon=1e-8, use_locking=False, name='Adadelta')",
                "FtrlOptimizer(learning_rate, learning_rate_power=-0.5, initial_accumulator_value=0.1, "
                        + "l1_regularization_strength=0.0, l2_regularization_strength=0.0, use_locking=False, name='Ftrl')");
    }

    @Override
    public List<Entry> entries() {
        return List.of(
                exponential(),
                naturalExponential(),
                inverseTime(),
                polynomial(),
                piecewise(),
                cosine(),
                restarts(),
                linearCosine(),
                noisyLinearCosine());
    }

    private static Plan plan(Call call, Schedule schedule) {
        return Plan.of(GlobalStep.in(call, "global_step", schedule));
    }

    private static double initial(Call call) {
        return pointed(call, "learning_rate");
    }

    /** A number from which TensorFlow makes the kind in which it goes on. */
    private static double pointed(Call call, String parameter) {
        Value value = call.value(parameter);
        double number = value.number();
        if (value.isWrittenWhole()) {
            throw value.refused(
                    "be written with a point, as 1.0: TensorFlow cannot compute these decays in whole numbers");
        }
        return number;
    }

    private static Entry exponential() {
        return Entry.of(
                        "exponential_decay(learning_rate, global_step, decay_steps, decay_rate, staircase=False, name=None)")
                .where("decay_steps", nonZero())
                .clock(Clock.STEP)
                .formula("learning_rate · decay_rate^p, p = t / decay_steps, or ⌊t / decay_steps⌋ with staircase")
                .means(call -> plan(
                        call,
                        Decays.exponential(
                                initial(call),
                                call.number("decay_rate"),
                                call.number("decay_steps"),
                                call.flag("staircase"))))
                .quirk(BACKWARDS)
                .quirk(SINGLE)
                .example("tf.train.exponential_decay(0.1, global_step, 100, 0.7, staircase=True)", "steps=600")
                .source(TRAIN + "exponential_decay" + VERSION);
    }

    private static Entry naturalExponential() {
        return Entry.of(
                        "natural_exp_decay(learning_rate, global_step, decay_steps, decay_rate, staircase=False, name=None)")
                .where("decay_steps", nonZero())
                .clock(Clock.STEP)
                .formula(
                        "learning_rate · e^(-decay_rate · p), p = t / decay_steps, or ⌊t / decay_steps⌋ with staircase")
                .means(call -> {
                    double rate = Math.exp(-pointed(call, "decay_rate"));
                    return plan(
                            call,
                            Decays.exponential(
                                    initial(call), rate, call.number("decay_steps"), call.flag("staircase")));
                })
                .quirk(BACKWARDS)
                .example("tf.train.natural_exp_decay(0.1, global_step, 100, 0.5)", "steps=500")
                .source(TRAIN + "natural_exp_decay" + VERSION);
    }

    private static Entry inverseTime() {
        return Entry.of(
                        "inverse_time_decay(learning_rate, global_step, decay_steps, decay_rate, staircase=False, name=None)")
                .where("decay_steps", nonZero())
                .clock(Clock.STEP)
                .formula(
                        "learning_rate / (1 + decay_rate · p), p = t / decay_steps, or ⌊t / decay_steps⌋ with staircase")
                .means(call -> plan(
                        call,
                        Decays.inverseTime(
                                initial(call),
                                call.number("decay_rate"),
                                call.number("decay_steps"),
                                call.flag("staircase"))))
                .quirk(BACKWARDS)
                .example("tf.train.inverse_time_decay(0.1, global_step, 50, 0.5)", "steps=500")
                .source(TRAIN + "inverse_time_decay" + VERSION);
    }

    private static Entry polynomial() {
        return Entry.of(
                        "polynomial_decay(learning_rate, global_step, decay_steps, end_learning_rate=0.0001, power=1.0, "
                                + "cycle=False, name=None)")
                .where("decay_steps", nonZero())
                .clock(Clock.STEP)
                .formula("(initial - end) · (1 - t / D)^power + end; D = decay_steps, where t stops, "
                        + "or with cycle decay_steps · ⌈t / decay_steps⌉")
                .means(call -> {
                    double initial = initial(call);
                    double end = call.number("end_learning_rate");
                    double steps = call.number("decay_steps");
                    double power = call.number("power");
                    return plan(
                            call,
                            call.flag("cycle")
                                    ? Decays.cycled(initial, end, steps, power)
                                    : Decays.polynomial(initial, end, steps, power));
                })
                .quirk("end_learning_rate is 0.0001 if it is not given, which may be more than the initial rate.")
                .quirk(
                        "With cycle the end is reached at each multiple of decay_steps; the step after it is lower at each cycle, "
                                + "because every cycle counts from step 0.")
                .quirk("With power 0 the rate never falls, because 0^0 is 1.")
                .quirk(BACKWARDS)
                .example(
                        "tf.train.polynomial_decay(0.1, global_step, 100, end_learning_rate=0.01, power=2.0)",
                        "steps=150")
                .source(TRAIN + "polynomial_decay" + VERSION);
    }

    private static Entry piecewise() {
        return Entry.of("piecewise_constant(x, boundaries, values, name=None)")
                .alias("piecewise_constant_decay")
                .where("boundaries", Condition.integer())
                .clock(Clock.STEP)
                .formula("values[i] for boundaries[i-1] < x <= boundaries[i]")
                .means(call -> Plan.of(GlobalStep.in(call, "x", Pieces.of(call).exclusive())))
                .quirk("A boundary belongs to the piece before it: the new value comes one step later.")
                .quirk("Boundaries must be whole numbers, as the step is.")
                .example("tf.train.piecewise_constant(global_step, [30, 60, 80], [0.1, 0.05, 0.02, 0.01])", "steps=100")
                .source(TRAIN + "piecewise_constant" + VERSION);
    }

    private static Entry cosine() {
        return Entry.of("cosine_decay(learning_rate, global_step, decay_steps, alpha=0.0, name=None)")
                .where("decay_steps", nonZero())
                .clock(Clock.STEP)
                .formula("learning_rate · ((1 - alpha) · (1 + cos(π · t / decay_steps)) / 2 + alpha)")
                .means(call ->
                        plan(call, Decays.cosine(initial(call), call.number("alpha"), call.number("decay_steps"))))
                .quirk("alpha is a fraction of learning_rate, not a rate.")
                .quirk("decay_steps is not checked: with a negative one the decay is over from the start.")
                .example("tf.train.cosine_decay(0.1, global_step, 100, alpha=0.1)", "steps=120")
                .source(TRAIN + "cosine_decay" + VERSION);
    }

    private static Entry restarts() {
        return Entry.of("cosine_decay_restarts(learning_rate, global_step, first_decay_steps, t_mul=2.0, m_mul=1.0, "
                        + "alpha=0.0, name=None)")
                .where("first_decay_steps", nonZero())
                .where("t_mul", atLeast(0))
                .clock(Clock.STEP)
                .formula(
                        "learning_rate · ((1 - alpha) · m_mul^i · (1 + cos(π · s)) / 2 + alpha), s the part of period i that "
                                + "has passed; period i lasts first_decay_steps · t_mul^i")
                .means(call -> plan(call, Keras.restarted(call, initial(call)).schedule()))
                .quirk("alpha is a fraction of the initial rate: m_mul lowers the peaks, not the floor.")
                .quirk(
                        "With t_mul below 1 the periods add up to first_decay_steps / (1 - t_mul); TensorFlow gives NaN from "
                                + "there on. Here the floor is held.")
                .quirk(
                        "TensorFlow finds the period by a logarithm in float32, which can miss a restart by a step. Here restarts "
                                + "are on time.")
                .example("tf.train.cosine_decay_restarts(0.1, global_step, 20, m_mul=0.7, alpha=0.1)", "steps=300")
                .source(TRAIN + "cosine_decay_restarts" + VERSION);
    }

    private static Decays.LinearCosine linearCosine(Call call) {
        return new Decays.LinearCosine(
                initial(call),
                call.number("decay_steps"),
                call.number("num_periods"),
                call.number("alpha"),
                call.number("beta"));
    }

    private static Entry linearCosine() {
        return Entry.of(
                        "linear_cosine_decay(learning_rate, global_step, decay_steps, num_periods=0.5, alpha=0.0, beta=0.001, "
                                + "name=None)")
                .where("decay_steps", nonZero())
                .clock(Clock.STEP)
                .formula("learning_rate · ((alpha + 1 - p) · (1 + cos(2π · num_periods · p)) / 2 + beta), "
                        + "p = t / decay_steps, at most 1")
                .means(call -> plan(call, linearCosine(call).schedule()))
                .quirk("The first rate is learning_rate · (1 + alpha + beta), more than learning_rate.")
                .quirk("decay_steps is not checked: with a negative one the decay is over from the start.")
                .example("tf.train.linear_cosine_decay(0.1, global_step, 200, num_periods=2.5)", "steps=220")
                .source(TRAIN + "linear_cosine_decay" + VERSION);
    }

    private static Entry noisyLinearCosine() {
        return Entry.of("noisy_linear_cosine_decay(learning_rate, global_step, decay_steps, initial_variance=1.0, "
                        + "variance_decay=0.55, num_periods=0.5, alpha=0.0, beta=0.001, name=None)")
                .where("decay_steps", positive())
                .where(
                        "initial_variance",
                        Condition.only(
                                0,
                                "the rate is random otherwise, and linear_cosine_decay is the same without the noise"))
                .clock(Clock.STEP)
                .formula(
                        "learning_rate · ((alpha + 1 - p + noise) · (1 + cos(2π · num_periods · p)) / 2 + beta), the noise "
                                + "normal, of variance initial_variance / (1 + t)^variance_decay")
                .means(call -> {
                    call.number("variance_decay");
                    return plan(call, linearCosine(call).schedule());
                })
                .quirk(
                        "The noise has no seed of its own, so no two runs have the same rates: only initial_variance=0 is read.")
                .example("tf.train.noisy_linear_cosine_decay(0.1, global_step, 200, initial_variance=0.0)", "steps=220")
                .source(TRAIN + "noisy_linear_cosine_decay" + VERSION);
    }
}
