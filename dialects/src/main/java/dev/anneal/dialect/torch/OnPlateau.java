package dev.anneal.dialect.torch;

import static dev.anneal.dialect.Condition.atLeast;
import static dev.anneal.dialect.Condition.below;
import static dev.anneal.dialect.Condition.number;
import static dev.anneal.dialect.Condition.oneOf;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Condition;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Group;
import dev.anneal.feedback.Change;
import dev.anneal.feedback.Comparison;
import dev.anneal.feedback.Patience;
import dev.anneal.feedback.Plateau;
import java.util.List;
import java.util.stream.DoubleStream;

/** What becomes of {@code ReduceLROnPlateau}, also where others wrap it, or have the same under other names. */
public final class OnPlateau {

    /** A quirk of all whose text does not say which metric they are given. */
    public static final String NAMELESS =
            "step() takes any number: the rule follows the metric that the run names, metric=…, or val_loss.";

    private static final Condition NUMBER = number("be a number", value -> true);

    private OnPlateau() {}

    /**
     * Begins the entry of a scheduler with torch's parameters.
     *
     * @param signature its signature
     * @return the entry, its arguments checked as torch does
     */
    public static Entry.Draft entry(String signature) {
        return Entry.of(signature)
                .where("mode", oneOf("min", "max"))
                .where("factor", below(1))
                .where("patience", atLeast(0))
                .where("threshold", NUMBER)
                .where("threshold_mode", oneOf("rel", "abs"))
                .where("cooldown", NUMBER)
                .where("eps", NUMBER)
                .formerly("verbose");
    }

    /**
     * The plan of a scheduler with torch's parameters.
     *
     * @param call the call
     * @param floors the lowest rate of each group
     * @return the base rates, and what reduces them
     */
    public static Plan plan(Call call, double[] floors) {
        return on(call.rates(Schedule::constant), call.groups(), rule(call, call.metric()), floors);
    }

    /**
     * The rule of a scheduler with torch's parameters, with a floor of 0.
     *
     * @param call the call
     * @param metric the metric that it follows
     * @return the rule
     */
    public static Plateau rule(Call call, String metric) {
        boolean max = call.word("mode").equals("max");
        boolean absolute = call.word("threshold_mode").equals("abs");
        return Plateau.on(metric)
                .judging(comparison(max, call.number("threshold"), absolute))
                .waiting(patience(call.number("patience"), call.number("cooldown")))
                .changing(Change.by(call.number("factor")).eps(call.number("eps")));
    }

    /**
     * What counts as better.
     *
     * @param max whether more is better
     * @param threshold by how much
     * @param absolute whether that is a difference, and no fraction
     * @return the comparison
     */
    public static Comparison comparison(boolean max, double threshold, boolean absolute) {
        Comparison better = max ? Comparison.higher() : Comparison.lower();
        return absolute ? better.byAbsolute(threshold) : better.byRelative(threshold);
    }

    /**
     * Waits for more than so many bad observations.
     *
     * @param patience how many are put up with, &ge; 0
     * @param cooldown for how many observations after acting none is counted; a negative number counts as 0
     * @return the patience
     */
    public static Patience patience(double patience, double cooldown) {
        return Patience.of(count(Math.floor(patience))).cooldown(count(Math.ceil(cooldown)));
    }

    /**
     * A number of observations; nobody makes more than the most there are of an {@code int}.
     *
     * @param observations a number without a fraction; a negative one counts as 0
     * @return the number
     */
    public static int count(double observations) {
        return (int) Math.max(0, observations);
    }

    /**
     * A plan whose rates a rule changes.
     *
     * @param plan what is scheduled
     * @param groups the optimizer's groups
     * @param rule the rule
     * @param floors the lowest rate of each group
     * @return the plan with the rule, once for all groups, or once for each if their floors differ
     */
    public static Plan on(Plan plan, List<Group> groups, Plateau rule, double[] floors) {
        if (DoubleStream.of(floors).distinct().count() == 1) {
            return plan.with(Hyperparameter.LEARNING_RATE, "", above(rule, floors[0]));
        }
        Plan more = plan;
        for (int i = 0; i < floors.length; i++) {
            more = more.with(Hyperparameter.LEARNING_RATE, groups.get(i).name(), above(rule, floors[i]));
        }
        return more;
    }

    private static Plateau above(Plateau rule, double floor) {
        return rule.changing(rule.change().floor(floor));
    }
}
