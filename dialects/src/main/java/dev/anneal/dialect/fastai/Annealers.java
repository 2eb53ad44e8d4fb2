package dev.anneal.dialect.fastai;

import static dev.anneal.dialect.Condition.atLeast;
import static dev.anneal.dialect.Condition.within;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The functions of fastai that make a schedule of the position in a run, and the callback that follows them. */
final class Annealers {

    static final String COMBINE = "combine_scheds";
    static final String COSINES = "combined_cos";

    private static final List<String> ALL =
            List.of("SchedLin", "SchedCos", "SchedNo", "SchedExp", "SchedPoly", COMBINE, COSINES);
    private static final String BEYOND = "Asked for positions beyond 1, it goes on as the formula does.";

    /** What fastai's optimizers call what others have other names for. */
    private static final Map<String, Hyperparameter> NAMES = Map.of(
            "lr", Hyperparameter.LEARNING_RATE, "wd", Hyperparameter.WEIGHT_DECAY, "sqr_mom", Hyperparameter.BETA2);

    private Annealers() {}

    /** Whether a name is that of a function that makes a schedule. */
    static boolean isOne(String name) {
        return ALL.contains(name);
    }

    static List<Entry> entries() {
        return List.of(
                simple("SchedLin(start, end)", "start + p · (end - start), p = t / total", "0.1, 0.001"),
                simple("SchedCos(start, end)", "end + (start - end) · (1 + cos(πp)) / 2, p = t / total", "0.1, 0.001"),
                constant(),
                exponential(),
                polynomial(),
                combine(),
                cosines(),
                scheduler());
    }

    private static Entry.Draft entry(String signature) {
        return Entry.of(signature).clock(Clock.STEP).means(Annealers::plan);
    }

    private static Entry simple(String signature, String formula, String arguments) {
        return entry(signature)
                .formula(formula)
                .quirk(BEYOND)
                .example("fastai." + signature.substring(0, signature.indexOf('(') + 1) + arguments + ")", "steps=100")
                .source(FastAi.SCHEDULE);
    }

    private static Entry constant() {
        return entry("SchedNo(start, end)")
                .formula("start")
                .quirk("The end must be given, and is not looked at.")
                .example("fastai.SchedNo(0.1, 0.1)", "steps=100")
                .source(FastAi.SCHEDULE);
    }

    private static Entry exponential() {
        return entry("SchedExp(start, end)")
                .formula("start · (end / start)^p, p = t / total")
                .quirk(BEYOND)
                .quirk("With an end of 0 only the first value is not 0.")
                .example("fastai.SchedExp(0.1, 0.001)", "steps=100")
                .source(FastAi.SCHEDULE);
    }

    private static Entry polynomial() {
        return entry("SchedPoly(start, end, power)")
                .where("power", atLeast(0))
                .formula("start + (end - start) · p^power, p = t / total")
                .quirk("With power 0 it is the end all the time.")
                .quirk(BEYOND)
                .example("fastai.SchedPoly(0.1, 0.001, 2)", "steps=100")
                .source(FastAi.SCHEDULE);
    }

    private static Entry combine() {
        return entry(COMBINE + "(pcts, scheds)")
                .formula("scheds one after the other, the i-th over its share pcts[i] of the run")
                .quirk("The shares must add up to exactly 1 in doubles: [0.7, 0.2, 0.1] is refused.")
                .quirk("A share of 0 is passed over.")
                .quirk(
                        "fastai reckons the position in float32, so that a phase may begin one batch early or late there; here it "
                                + "does not.")
                .example("fastai.combine_scheds([0.3, 0.7], [SchedLin(0.0, 0.1), SchedCos(0.1, 0.0)])", "steps=100")
                .source(FastAi.SCHEDULE);
    }

    private static Entry cosines() {
        return entry(COSINES + "(pct, start, middle, end)")
                .where("pct", within(0, 1))
                .formula(
                        "half a cosine wave from start to middle in the share pct of the run, another from middle to end")
                .example("fastai.combined_cos(pct=0.25, start=0.004, middle=0.1, end=1e-6)", "steps=100")
                .source(FastAi.SCHEDULE);
    }

    private static Plan plan(Call call) {
        double total = call.ticks();
        return Groups.plan(
                call,
                Hyperparameter.LEARNING_RATE,
                group -> Annealer.of(call, group).beyond(total),
                null);
    }

    private static Entry scheduler() {
        return Entry.of("ParamScheduler(scheds)")
                .clock(Clock.STEP)
                .formula(
                        "each value of the dictionary, a function of p = t / total, for the hyperparameter that its key names: "
                                + "lr, mom, wd, sqr_mom …")
                .means(call -> scheduled(call, call.ticks()))
                .quirk("mom is beta1 of an optimizer that has betas.")
                .quirk("A list of schedules, one for each group, is taken by fastai and then fails in the first batch.")
                .example(
                        "fastai.ParamScheduler({'lr': SchedCos(0.1, 0.0), 'mom': SchedLin(0.95, 0.85)})",
                        "lr=0.1 momentum=0.9 steps=100")
                .source(FastAi.SCHEDULE);
    }

    private static Plan scheduled(Call call, double total) {
        Map<Value, Value> table = call.value("scheds").table();
        if (table.isEmpty()) {
            throw call.value("scheds").refused("have a hyperparameter, as {'lr': SchedCos(0.1, 0.0)}");
        }
        Plan plan = null;
        for (Map.Entry<Value, Value> line : table.entrySet()) {
            String key = line.getKey().word();
            Hyperparameter named = key.equals("mom") ? call.momentum() : NAMES.get(key);
            if (named == null && !key.matches("[A-Za-z]\\w{0,60}")) {
                throw line.getKey().refused("be the name of a hyperparameter");
            }
            plan = Groups.plan(
                    call,
                    named == null ? new Hyperparameter(key) : named,
                    group -> Annealer.of(line.getValue(), group).within(total),
                    plan);
        }
        return Objects.requireNonNull(plan);
    }
}
