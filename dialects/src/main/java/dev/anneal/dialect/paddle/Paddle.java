package dev.anneal.dialect.paddle;

import static dev.anneal.dialect.Condition.atLeast;
import static dev.anneal.dialect.Condition.below;
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
import java.util.List;
import java.util.Locale;

/** {@code paddle.optimizer.lr}: so far what follows a metric. */
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
        return List.of("paddle.optimizer.lr", "paddle.optimizer", "optimizer.lr");
    }

    @Override
    public List<Entry> entries() {
        return List.of(plateau());
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
        boolean max = chosen(call, "mode", "min", "max");
        boolean absolute = chosen(call, "threshold_mode", "rel", "abs");
        Plateau rule = Plateau.on(call.metric())
                .judging(OnPlateau.comparison(max, call.number("threshold"), absolute)
                        .startingAt(Double.NaN))
                .waiting(Patience.of(OnPlateau.count(Math.floor(call.number("patience"))))
                        .rest(OnPlateau.count(Math.ceil(call.number("cooldown")))))
                .changing(Change.by(call.number("factor"))
                        .floor(call.number("min_lr"))
                        .eps(call.number("epsilon")));
        return Plan.of(Schedule.constant(call.number("learning_rate"))).with(Hyperparameter.LEARNING_RATE, "", rule);
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
