package dev.anneal.dialect.tensorflow;

import static dev.anneal.dialect.Condition.below;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Condition;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Value;
import dev.anneal.feedback.Change;
import dev.anneal.feedback.Comparison;
import dev.anneal.feedback.Patience;
import dev.anneal.feedback.Plateau;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Numerals;
import dev.anneal.notation.NumericFunction;
import dev.anneal.notation.Operator;
import java.util.List;
import java.util.Set;

/** The callbacks of Keras that set the rate, once an epoch. */
final class KerasCallbacks {

    private static final String CALLBACKS = "keras.callbacks.";
    private static final String VERSION = ", Keras 3.15.1";

    private static final Condition NUMBER = Condition.number("be a number", value -> true);

    private static final Set<Operator> STAY_WHOLE =
            Set.of(Operator.ADD, Operator.SUBTRACT, Operator.MULTIPLY, Operator.FLOOR_DIVIDE, Operator.MODULO);

    /** The metrics of which Keras knows that more is better. */
    private static final Set<String> UPWARDS = Set.of(
            "acc",
            "accuracy",
            "binary_accuracy",
            "categorical_accuracy",
            "sparse_categorical_accuracy",
            "top_k_categorical_accuracy",
            "sparse_top_k_categorical_accuracy",
            "precision",
            "recall",
            "auc",
            "f1_score",
            "fbeta_score",
            "pearson_correlation",
            "concordance_correlation",
            "r2_score",
            "cosine_similarity",
            "io_u",
            "mean_io_u",
            "binary_io_u",
            "one_hot_io_u",
            "one_hot_mean_io_u");

    /** The metrics of which Keras knows that less is better. */
    private static final Set<String> DOWNWARDS = Set.of(
            "loss",
            "hinge",
            "squared_hinge",
            "categorical_hinge",
            "kl_divergence",
            "poisson",
            "logcosh",
            "crossentropy",
            "binary_crossentropy",
            "categorical_crossentropy",
            "sparse_categorical_crossentropy",
            "mse",
            "mae",
            "mape",
            "msle",
            "mean_squared_error",
            "root_mean_squared_error",
            "mean_absolute_error",
            "mean_absolute_percentage_error",
            "mean_squared_logarithmic_error");

    /** An iteration may have no more values. */
    private static final int MOST_EPOCHS = 10_000_000;

    private KerasCallbacks() {}

    static List<Entry> entries() {
        return List.of(scheduler(), plateau());
    }

    private static Entry scheduler() {
        return Entry.of("LearningRateScheduler(schedule, verbose=0)")
                .clock(Clock.EPOCH)
                .formula("schedule(epoch), or schedule(epoch, rate before)")
                .means(KerasCallbacks::scheduled)
                .quirk(
                        "The function runs before the first epoch: one that multiplies the rate it is given has done so at "
                                + "epoch 0 already.")
                .quirk("The function must return a float: Keras refuses a whole 1, and a tensor.")
                .quirk("A function of the epoch alone never looks at the optimizer's own rate.")
                .example(
                        "LearningRateScheduler(lambda epoch, lr: lr if epoch < 10 else lr * math.exp(-0.1))",
                        "lr=0.1 epochs=40 steps_per_epoch=10")
                .source(CALLBACKS + "LearningRateScheduler" + VERSION);
    }

    private static Plan scheduled(Call call) {
        Value schedule = call.value("schedule");
        if (schedule.isCall()) {
            throw schedule.refused("be a function that returns a float, and a schedule object returns a tensor");
        }
        NumericFunction function = schedule.function(1, 2);
        if (schedule.expression() instanceof Expression.Lambda lambda) {
            checkReturnsFloat(schedule, lambda.body(), lambda.parameters().get(0));
        }
        return function.parameters() == 1
                ? Plan.of(schedule.schedule())
                : call.rates(base -> iterated(call, function, base));
    }

    /** What is a whole number in Python, whatever the epoch, is refused upstream once that branch is taken. */
    private static void checkReturnsFloat(Value schedule, Expression body, String epoch) {
        if (body instanceof Expression.Conditional choice) {
            checkReturnsFloat(schedule, choice.then(), epoch);
            checkReturnsFloat(schedule, choice.otherwise(), epoch);
        } else if (isWhole(body, epoch)) {
            // alone, a parameter would be a name that nobody knows
            Value shown = body instanceof Expression.Name ? schedule : schedule.part(body);
            throw shown.refused("return a float, as 1.0, and no whole number");
        }
    }

    private static boolean isWhole(Expression e, String epoch) {
        if (e instanceof Expression.Unary unary) {
            return unary.operator() == Operator.NOT || isWhole(unary.operand(), epoch);
        }
        if (e instanceof Expression.Binary binary) {
            return STAY_WHOLE.contains(binary.operator())
                    && isWhole(binary.left(), epoch)
                    && isWhole(binary.right(), epoch);
        }
        return e instanceof Expression.Num number && number.integral()
                || e instanceof Expression.Name name && name.id().equals(epoch)
                || e instanceof Expression.Comparison;
    }

    /** Each epoch's rate follows from that of the epoch before. */
    private static Schedule iterated(Call call, NumericFunction function, double base) {
        double first = function.at(0, base);
        if (!Double.isFinite(first)) {
            throw call.value("schedule").refused("return a finite rate at epoch 0");
        }
        double epochs = Math.ceil(call.ticks());
        if (epochs >= MOST_EPOCHS) {
            throw call.error(call.entry().name() + " goes from epoch to epoch here, and may do so for less than "
                    + MOST_EPOCHS + " epochs, got " + Numerals.text(epochs));
        }
        return Schedule.parse(
                "iterate(" + Numerals.text(first) + ", " + Numerals.text(epochs + 1) + ", " + function + ")");
    }

    private static Entry plateau() {
        return Entry.of("ReduceLROnPlateau(monitor='val_loss', factor=0.1, patience=10, verbose=0, mode='auto', "
                        + "min_delta=0.0001, cooldown=0, min_lr=0.0)")
                .toldBy("monitor", KerasCallbacks::isOurs)
                .where("factor", below(1))
                .where("patience", NUMBER)
                .where("min_delta", NUMBER)
                .where("cooldown", NUMBER)
                .where("min_lr", NUMBER)
                .formerly("epsilon")
                .clock(Clock.EPOCH)
                .formula("rate · factor, not below min_lr, after patience epochs without a better monitor")
                .means(KerasCallbacks::reduced)
                .quirk("A mode other than 'min' and 'max' is 'auto', which knows the metrics of Keras only.")
                .quirk("min_delta counts by its size: the sign is dropped.")
                .quirk(
                        "It acts at the patience-th observation that is no better, torch's at the one after; a cooldown of 1 is "
                                + "none.")
                .quirk(
                        "Keras compares in float32, in which metrics that nearly touch the threshold may fall on its other side; "
                                + "here they are compared in float64.")
                .quirk("A first value that is NaN stays the best for ever.")
                .quirk("A factor of 0 or less goes to min_lr at once.")
                .example(
                        "ReduceLROnPlateau(monitor='val_loss', factor=0.2, patience=5, min_lr=0.001)",
                        "lr=0.1 epochs=60")
                .source(CALLBACKS + "ReduceLROnPlateau" + VERSION);
    }

    private static Plan reduced(Call call) {
        double factor = call.number("factor");
        double floor = call.number("min_lr");
        if (factor < 0 && floor < 0) {
            throw call.value("min_lr").refused("be >= 0 where the factor is negative");
        }
        double delta = Math.abs(call.number("min_delta"));
        Comparison better = isUpwards(call) ? Comparison.higher() : Comparison.lower();
        Plateau rule = Plateau.on(call.word("monitor"))
                .judging(better.byAbsolute(delta).startingAt(Double.NaN))
                .waiting(waiting(call))
                .changing(Change.by(factor).floor(floor));
        return call.rates(Schedule::constant).with(Hyperparameter.LEARNING_RATE, "", rule);
    }

    private static Patience waiting(Call call) {
        double patience = Math.ceil(call.number("patience")) - 1;
        double cooldown = Math.ceil(call.number("cooldown")) - 1;
        // nobody makes more observations than the most there are of an int
        return Patience.of((int) Math.max(0, patience)).cooldown((int) Math.max(0, cooldown));
    }

    /** Whether a metric is one of Keras, which puts {@code val_} before those of the validation. */
    private static boolean isOurs(String metric) {
        return metric.startsWith("val_") || UPWARDS.contains(metric) || DOWNWARDS.contains(metric);
    }

    /** Whether more is better. */
    private static boolean isUpwards(Call call) {
        String mode = call.word("mode");
        if (mode.equals("min") || mode.equals("max")) {
            return mode.equals("max");
        }
        String metric = call.word("monitor");
        String bare = metric.startsWith("val_") ? metric.substring("val_".length()) : metric;
        if (!UPWARDS.contains(bare) && !DOWNWARDS.contains(bare)) {
            throw call.value("monitor").refused("be a metric of Keras, or mode 'min' or 'max'");
        }
        return UPWARDS.contains(bare);
    }
}
