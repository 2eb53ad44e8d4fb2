package dev.anneal.dialect.mmengine;

import dev.anneal.Horizon;
import dev.anneal.Hyperparameter;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Group;
import dev.anneal.notation.Numerals;
import org.jspecify.annotations.Nullable;

/** What the optimizer is set to: what is known of the run, else what the configuration says. */
final class Optimizer {

    private static final String LR = "lr";

    private final Call call;
    private final @Nullable Config config;
    private final double scaling;

    private Optimizer(Call call, @Nullable Config config) {
        this.call = call;
        this.config = config;
        boolean told = call.groups().get(0).settings().containsKey(LR);
        this.scaling = config == null || told ? 1 : config.scaling();
    }

    static Optimizer of(Call call, @Nullable Config config) {
        return new Optimizer(call, config);
    }

    /** What a scheduler changes. */
    Hyperparameter drivenBy(Call scheduler) {
        String name = scheduler.entry().name();
        if (name.contains("Momentum")) {
            return momentum();
        }
        if (!name.contains("ParamScheduler")) {
            return Hyperparameter.LEARNING_RATE;
        }
        String driven = scheduler.word("param_name");
        if (name.startsWith("OneCycle") && !driven.equals(LR)) {
            throw scheduler.value("param_name").refused("be 'lr'");
        }
        if (driven.equals("momentum") && momentum().equals(Hyperparameter.BETA1)) {
            throw scheduler
                    .value("param_name")
                    .refused("be a setting of the optimizer, which has betas and no momentum");
        }
        return new Hyperparameter(driven);
    }

    private Hyperparameter momentum() {
        Horizon horizon = call.horizon();
        boolean untold = horizon.fact("optimizer") == null && horizon.fact("beta1") == null;
        return untold && config != null && Config.isAdam(config.kind()) ? Hyperparameter.BETA1 : call.momentum();
    }

    /** What a group is made with. */
    double value(Group group, Hyperparameter hyperparameter) {
        Double value = valueOrNull(group, hyperparameter);
        return value == null ? group.required(hyperparameter.name()) : value;
    }

    /** What a group is made with; null if nobody says. */
    @Nullable
    Double valueOrNull(Group group, Hyperparameter hyperparameter) {
        String key = hyperparameter.name();
        Double told = group.settings().getOrDefault(key, call.horizon().names().get(key));
        Double said = config == null ? null : config.setting(key);
        if (told != null
                && said != null
                && !told.equals(said)
                && group.equals(call.groups().get(0))) {
            call.note("the configuration's " + key + ", " + Numerals.text(said) + ", is put aside for the run's "
                    + Numerals.text(told));
        }
        return told == null && said != null && key.equals(LR) ? (Double) (said * scaling) : told == null ? said : told;
    }
}
