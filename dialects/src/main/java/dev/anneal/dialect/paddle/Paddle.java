package dev.anneal.dialect.paddle;

import static dev.anneal.dialect.Condition.atLeast;
import static dev.anneal.dialect.Condition.below;
import static dev.anneal.dialect.Condition.integerAtLeast;
import static dev.anneal.dialect.Condition.number;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Condition;
import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.torch.OnPlateau;
import dev.anneal.feedback.Change;
import dev.anneal.feedback.Patience;
import dev.anneal.feedback.Plateau;
import dev.anneal.notation.Numerals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** {@code paddle.optimizer.lr}. */
public final class Paddle implements Dialect {

    private static final Condition NUMBER = number("be a number", value -> true);

    /** Made by the service loader. */
    public Paddle() {}

    @Override
    public String name() {
        return "paddle";
    }

    @Override
    public List<String> prefixes() {
        return List.of(
                "paddle.optimizer.lr", "paddle.optimizer", "optimizer.lr", "optim.lr", "opt.lr", "lr");
    }

    @Override
    public List<String> optimizers() {
        String rest = "parameters=None, weight_decay=None, grad_clip=None, ";
        String betas = "(learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-08, ";
        String few = "multi_precision=False, name=None)";
        return List.of(
                "SGD(learning_rate=0.001, " + rest + few,
                "Momentum(learning_rate=0.001, momentum=0.9, parameters=None, use_nesterov=False, weight_decay=None, "
                        + "grad_clip=None, multi_precision=False, rescale_grad=1.0, use_multi_tensor=False, name=None)",
                "Adam" + betas + rest
                        + "lazy_mode=False, multi_precision=False, use_multi_tensor=False, amsgrad=False, name=None)",
                "AdamW" + betas + "parameters=None, weight_decay=0.01, use_lowprecision_moment=False, lr_ratio=None, "
                        + "apply_decay_param_fun=None, grad_clip=None, lazy_mode=False, multi_precision=False, amsgrad=False, "
                        + "name=None)",
                "Adamax" + betas + rest + "name=None)",
                "RAdam" + betas + rest + "name=None)",
                "NAdam(learning_rate=0.002, beta1=0.9, beta2=0.999, epsilon=1e-08, momentum_decay=0.004, " + rest
                        + "name=None)",
                "Lamb(learning_rate=0.001, lamb_weight_decay=0.01, beta1=0.9, beta2=0.999, epsilon=1e-06, parameters=None, "
                        + "grad_clip=None, exclude_from_weight_decay_fn=None, multi_precision=False, always_adapt=False, "
                        + "name=None)",
                "Adagrad(learning_rate, epsilon=1e-06, " + rest + "name=None, initial_accumulator_value=0.0)",
                "Adadelta(learning_rate=0.001, epsilon=1e-06, rho=0.95, " + rest + "name=None)",
                "ASGD(learning_rate=0.001, batch_num=1, " + rest + few,
                "RMSProp(learning_rate, rho=0.95, epsilon=1e-06, momentum=0.0, centered=False, " + rest + "name=None)",
                "Rprop(learning_rate=0.001, learning_rate_range=(1e-05, 50), parameters=None, etas=(0.5, 1.2), "
                        + "grad_clip=None, " + few,
                "LBFGS(learning_rate=1.0, max_iter=20, max_eval=None, tolerance_grad=1e-07, tolerance_change=1e-09, "
                        + "history_size=100, line_search_fn=None, " + rest + "name=None)");
    }

    @Override
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(Decays.entries());
        entries.addAll(Cosines.entries());
        entries.addAll(Cycles.entries());
        entries.addAll(Lambdas.entries());
        entries.add(Warmup.entry());
        entries.add(plateau());
        entries.addAll(Legacy.entries());
        return List.copyOf(entries);
    }

    static String source(String name) {
        return "paddle.optimizer.lr." + name + ", paddle 3.3.1";
    }

    /** An entry whose {@code last_epoch} is the epoch that was the last before the run. */
    static Entry.Draft entry(String signature) {
        return Entry.of(signature).where("last_epoch", integerAtLeast(-1));
    }

    /** Such an entry of a scheduler that begins with a rate of its own. */
    static Entry.Draft rated(String signature) {
        return entry(signature).where("learning_rate", atLeast(0));
    }

    /** The plan of a scheduler that only looks at the epoch: what it gives from the first epoch after the last on. */
    static Function<Call, Plan> plan(Function<Call, Schedule> whole) {
        return call -> {
            double first = call.number("last_epoch") + 1;
            Schedule schedule = whole.apply(call);
            return Plan.of(first == 0 ? schedule : schedule.skip(first));
        };
    }

    /** The plan of a scheduler that goes from rate to rate, and knows itself what follows its last epoch. */
    static Function<Call, Plan> resumed(Function<Call, Schedule> schedule) {
        return schedule.andThen(Plan::of);
    }

    /** A number as it may stand in a formula. */
    static String n(double number) {
        return number < 0 ? "(" + Numerals.text(number) + ")" : Numerals.text(number);
    }

    /** A rate that is multiplied once in every period, without end. */
    static Schedule powers(double rate, double gamma, double period) {
        if (gamma >= 0) {
            return Schedule.exponential(rate, gamma, period);
        }
        // between whole numbers a negative number has no power
        return Schedule.formula("t -> " + n(gamma) + " ** (t // " + n(period) + ")").times(rate);
    }

    private static Entry plateau() {
        return Entry.of("ReduceOnPlateau(learning_rate, mode='min', factor=0.1, patience=10, threshold=1e-4, "
                        + "threshold_mode='rel', cooldown=0, min_lr=0, epsilon=1e-8, verbose=False)")
                .where("factor", below(1))
                .where("patience", atLeast(0))
                .where("threshold", NUMBER)
                .where("cooldown", NUMBER)
                .where("min_lr", NUMBER)
                .where("epsilon", NUMBER)
                .formula(
                        "learning_rate · factor, not below min_lr, after more than patience observations without a better "
                                + "one; then cooldown observations are not looked at")
                .means(Paddle::plan)
                .quirk("Whatever comes first is the best; if that is NaN, for ever.")
                .quirk(
                        "With threshold_mode='rel' nothing is better than a first value that is infinite; here any number is.")
                .quirk("A reduction by no more than epsilon is not made.")
                .quirk(OnPlateau.NAMELESS)
                .example("paddle.ReduceOnPlateau(learning_rate=0.1, factor=0.5, patience=3)", "steps=100")
                .source("paddle.optimizer.lr, paddle 3.3.1");
    }

    private static Plan plan(Call call) {
        Plateau rule = Plateau.on(call.metric())
                .judging(OnPlateau.comparison(isMax(call), call.number("threshold"), isAbsolute(call))
                        .startingAt(Double.NaN))
                .waiting(Patience.of(OnPlateau.count(Math.floor(call.number("patience"))))
                        .rest(OnPlateau.count(Math.ceil(call.number("cooldown")))))
                .changing(Change.by(call.number("factor"))
                        .floor(call.number("min_lr"))
                        .eps(call.number("epsilon")));
        return Plan.of(Schedule.constant(call.number("learning_rate"))).with(Hyperparameter.LEARNING_RATE, "", rule);
    }

    static boolean isMax(Call call) {
        return chosen(call, "mode", "min", "max");
    }

    static boolean isAbsolute(Call call) {
        return chosen(call, "threshold_mode", "rel", "abs");
    }

    /** Whether the second of two words is given, in letters of any size. */
    private static boolean chosen(Call call, String parameter, String first, String second) {
        String word = call.word(parameter).toLowerCase(Locale.ROOT);
        if (!word.equals(first) && !word.equals(second)) {
            throw call.value(parameter).refused("be one of '" + first + "', '" + second + "'");
        }
        return word.equals(second);
    }
}
