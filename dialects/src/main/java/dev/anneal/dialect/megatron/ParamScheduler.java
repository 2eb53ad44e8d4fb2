package dev.anneal.dialect.megatron;

import static dev.anneal.dialect.Condition.atLeast;
import static dev.anneal.dialect.Condition.oneOf;
import static dev.anneal.dialect.Condition.positive;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Group;
import dev.anneal.dialect.Value;
import dev.anneal.notation.Numerals;
import java.util.List;
import java.util.Objects;

/** {@code OptimizerParamScheduler}. */
final class ParamScheduler {

    private static final String[] STYLES = {"constant", "linear", "cosine", "inverse-square-root", "WSD"};
    private static final List<String> WSD_STYLES = List.of("linear", "cosine", "exponential", "minus_sqrt");
    private static final List<String> INCREASES = List.of("constant", "linear", "cosine");

    private ParamScheduler() {}

    static Entry entry() {
        return Entry.of(
                        "OptimizerParamScheduler(optimizer=None, init_lr, max_lr, min_lr, lr_warmup_steps, lr_decay_steps, "
                                + "lr_decay_style, start_wd, end_wd, wd_incr_steps, wd_incr_style, "
                                + "use_checkpoint_opt_param_scheduler=True, override_opt_param_scheduler=False, "
                                + "wsd_decay_steps=None, lr_wsd_decay_style=None)")
                .where("min_lr", atLeast(0))
                .where("lr_decay_steps", positive())
                .where("lr_decay_style", oneOf(STYLES))
                .where("start_wd", atLeast(0))
                .toldBy("lr_decay_style", List.of(STYLES)::contains)
                .clock(Clock.STEP)
                .formula(
                        "init_lr + (max_lr - init_lr) · n / W for n <= W = lr_warmup_steps, then from max_lr to min_lr at D = "
                                + "lr_decay_steps along lr_decay_style, then min_lr; n is t · increment. weight_decay goes from "
                                + "start_wd to end_wd in wd_incr_steps along wd_incr_style, times the group's wd_mult")
                .means(ParamScheduler::plan)
                .quirk(
                        "Steps are what step(increment) adds up, which are samples where training is by samples: the fact "
                                + "increment=32 says how many an update counts.")
                .quirk(
                        "The optimizer's own rate is not used. A group's max_lr, min_lr, start_wd, end_wd and wd_mult are facts "
                                + "of the run, as wd_mult=1,0.")
                .quirk("'constant' stays at max_lr, also after lr_decay_steps.")
                .quirk("'inverse-square-root' drops to min_lr after lr_decay_steps, wherever it is by then.")
                .quirk(
                        "A WSD decay that begins within the warmup is entered midway: the rate drops when the warmup ends.")
                .quirk("An unknown lr_wsd_decay_style is an error only once the decay begins.")
                .example(
                        "megatron.OptimizerParamScheduler(optimizer, init_lr=0.0, max_lr=3e-4, min_lr=3e-5, "
                                + "lr_warmup_steps=10, lr_decay_steps=100, lr_decay_style='WSD', start_wd=0.01, end_wd=0.1, "
                                + "wd_incr_steps=100, wd_incr_style='linear', wsd_decay_steps=30, "
                                + "lr_wsd_decay_style='minus_sqrt')",
                        "steps=110")
                .source("megatron.core.optimizer_param_scheduler.OptimizerParamScheduler, 0.16.1");
    }

    private static Plan plan(Call call) {
        check(call);
        List<Group> groups = call.groups();
        Facts facts = new Facts(call, groups.size());
        Plan plan = null;
        for (int i = 0; i < groups.size(); i++) {
            String group = groups.get(i).name();
            Rate rate = rate(call, facts, i);
            plan = plan == null
                    ? Plan.of(Hyperparameter.LEARNING_RATE, group, rate.schedule())
                    : plan.with(Hyperparameter.LEARNING_RATE, group, rate.schedule());
        }
        for (int i = 0; i < groups.size(); i++) {
            plan = Objects.requireNonNull(plan)
                    .with(
                            Hyperparameter.WEIGHT_DECAY,
                            groups.get(i).name(),
                            decay(call, facts, i).schedule());
        }
        return Objects.requireNonNull(plan);
    }

    private static void check(Call call) {
        atMost(call, "min_lr", "max_lr");
        atMost(call, "init_lr", "max_lr");
        atMost(call, "start_wd", "end_wd");
        if (!(call.number("lr_warmup_steps") < call.number("lr_decay_steps"))) {
            throw call.value("lr_warmup_steps")
                    .refused("be < lr_decay_steps, which is " + Numerals.text(call.number("lr_decay_steps")));
        }
        if (call.word("lr_decay_style").equals("WSD") && !call.has("wsd_decay_steps")) {
            throw call.error("OptimizerParamScheduler needs wsd_decay_steps with lr_decay_style='WSD'");
        }
        boolean overrides = call.flag("override_opt_param_scheduler");
        if (overrides && call.flag("use_checkpoint_opt_param_scheduler")) {
            throw call.value("override_opt_param_scheduler")
                    .refused("be False unless use_checkpoint_opt_param_scheduler is");
        }
        if (overrides || call.isGiven("use_checkpoint_opt_param_scheduler")) {
            call.note("override_opt_param_scheduler and use_checkpoint_opt_param_scheduler say what is done with the "
                    + "settings of a checkpoint that is loaded; here none is");
        }
    }

    private static void atMost(Call call, String lower, String upper) {
        if (!(call.number(lower) <= call.number(upper))) {
            throw call.value(lower).refused("be <= " + upper + ", which is " + Numerals.text(call.number(upper)));
        }
    }

    private static Rate rate(Call call, Facts facts, int group) {
        double increment = facts.increment();
        return new Rate(
                call.number("init_lr"),
                facts.of("max_lr", call.number("max_lr"), group),
                facts.of("min_lr", call.number("min_lr"), group),
                call.number("lr_warmup_steps") / increment,
                call.number("lr_decay_steps") / increment,
                style(call, increment),
                call.has("wsd_decay_steps") ? call.number("wsd_decay_steps") / increment : 0,
                1 / increment);
    }

    /** The style of the decay; that of WSD where there is one. */
    private static String style(Call call, double increment) {
        String style = call.word("lr_decay_style");
        if (!style.equals("WSD")) {
            return style;
        }
        Value decay = call.value("lr_wsd_decay_style");
        if (decay.isWord() && WSD_STYLES.contains(decay.word())) {
            return "WSD " + decay.word();
        }
        double begins = Math.max(
                call.number("lr_decay_steps") - call.number("wsd_decay_steps"), call.number("lr_warmup_steps"));
        boolean reached = call.horizon().steps().orElse(Double.POSITIVE_INFINITY) * increment > begins;
        if (reached && call.number("wsd_decay_steps") > 0) {
            throw decay.refused("be one of '" + String.join("', '", WSD_STYLES) + "' once the decay begins");
        }
        return "WSD linear";
    }

    private static WeightDecay decay(Call call, Facts facts, int group) {
        double steps = call.number("wd_incr_steps");
        String style = call.word("wd_incr_style");
        if (steps >= 0 && !INCREASES.contains(style)) {
            throw call.value("wd_incr_style").refused("be one of '" + String.join("', '", INCREASES) + "'");
        }
        WeightDecay decay = new WeightDecay(
                facts.of("start_wd", call.number("start_wd"), group),
                facts.of("end_wd", call.number("end_wd"), group),
                facts.of("wd_mult", 1, group),
                steps / facts.increment(),
                style);
        boolean constant = style.equals("constant");
        if (steps >= 0 && constant && decay.start() != decay.end()) {
            throw call.value("end_wd").refused("be start_wd with wd_incr_style='constant'");
        }
        if (steps == 0 && !constant) {
            throw call.value("wd_incr_steps").refused("not be 0 with wd_incr_style='" + style + "'");
        }
        return decay;
    }
}
