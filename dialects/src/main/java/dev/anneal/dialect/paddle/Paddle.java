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
    public String title() {
        return "PaddlePaddle";
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Read are all schedulers of paddle.optimizer.lr, and the functions that were there before them, as Paddle 3.3.1 has them. A scheduler has its own rate: the optimizer that is given it is not needed.",
                "step() is called by the program: updates are counted, and epochs with --unit epoch.");
    }

    @Override
    public List<String> prefixes() {
        return List.of("paddle.optimizer.lr", "paddle.optimizer", "optimizer.lr", "optim.lr", "opt.lr", "lr");
    }

    @Override
    public List<String> optimizers() {
        return Optimizers.SIGNATURES;
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
            Optimizers.noteGroups(call);
            return Plan.of(first == 0 ? schedule : schedule.skip(first));
        };
    }

    /** The plan of a scheduler that goes from rate to rate, and knows itself what follows its last epoch. */
    static Function<Call, Plan> resumed(Function<Call, Schedule> schedule) {
        return call -> {
            Optimizers.noteGroups(call);
            return Plan.of(schedule.apply(call));
        };
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
        return Schedule.formula("t -> " + n(gamma) + " ** (t // " + n(period) + ")")
                .times(rate);
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
        Optimizers.noteGroups(call);
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
