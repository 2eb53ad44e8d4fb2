package dev.anneal.dialect.mmengine;

import dev.anneal.Hyperparameter;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Group;
import org.jspecify.annotations.Nullable;

/** What the optimizer is set to: what is known of the run, else what the configuration says. */
final class Optimizer {

    private static final String LR = "lr";

    private final Call call;
    private final @Nullable Config config;

    private Optimizer(Call call, @Nullable Config config) {
        this.call = call;
        this.config = config;
    }

    static Optimizer of(Call call, @Nullable Config config) {
        return new Optimizer(call, config);
    }

    /** What a scheduler changes. */
    Hyperparameter drivenBy(Call scheduler) {
        String name = scheduler.entry().name();
        if (name.contains("Momentum")) {
            return call.momentum();
        }
        if (!name.contains("ParamScheduler")) {
            return Hyperparameter.LEARNING_RATE;
        }
        String driven = scheduler.word("param_name");
        if (name.startsWith("OneCycle") && !driven.equals(LR)) {
            throw scheduler.value("param_name").refused("be 'lr'");
        }
        if (driven.equals("momentum") && call.momentum().equals(Hyperparameter.BETA1)) {
            throw scheduler
                    .value("param_name")
                    .refused("be a setting of the optimizer, which has betas and no momentum");
        }
        return new Hyperparameter(driven);
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
        return told == null && config != null ? config.setting(key) : told;
    }
}
