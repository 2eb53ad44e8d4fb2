package dev.anneal.dialect.huggingface;

import dev.anneal.Plan;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code get_scheduler}: the schedules of transformers by the names of {@code lr_scheduler_type}. */
final class Names {

    /** What a name stands for, and which arguments of {@code get_scheduler} are handed on to it. */
    private record Scheduler(String function, List<String> needed, boolean takesOptions) {}

    private static final String WARMUP = "num_warmup_steps";
    private static final String TOTAL = "num_training_steps";
    private static final String OPTIONS = "scheduler_specific_kwargs";
    private static final Map<String, Scheduler> SCHEDULERS = schedulers();

    private Names() {}

    private static Map<String, Scheduler> schedulers() {
        List<String> both = List.of(WARMUP, TOTAL);
        Map<String, Scheduler> all = new LinkedHashMap<>();
        all.put("linear", new Scheduler("get_linear_schedule_with_warmup", both, true));
        all.put("cosine", new Scheduler("get_cosine_schedule_with_warmup", both, true));
        all.put(
                "cosine_with_restarts",
                new Scheduler("get_cosine_with_hard_restarts_schedule_with_warmup", both, true));
        all.put("polynomial", new Scheduler("get_polynomial_decay_schedule_with_warmup", both, true));
        all.put("constant", new Scheduler("get_constant_schedule", List.of(), false));
        all.put("constant_with_warmup", new Scheduler("get_constant_schedule_with_warmup", List.of(WARMUP), false));
        all.put("inverse_sqrt", new Scheduler("get_inverse_sqrt_schedule", List.of(WARMUP), true));
        all.put("reduce_lr_on_plateau", new Scheduler("get_reduce_on_plateau_schedule", List.of(), true));
        all.put("cosine_with_min_lr", new Scheduler("get_cosine_with_min_lr_schedule_with_warmup", both, true));
        all.put(
                "cosine_warmup_with_min_lr",
                new Scheduler("get_cosine_with_min_lr_schedule_with_warmup_lr_rate", both, true));
        all.put("warmup_stable_decay", new Scheduler("get_wsd_schedule", List.of(WARMUP), true));
        all.put("greedy", new Scheduler("get_greedy_schedule", List.of(), true));
        return all;
    }

    static Entry scheduler() {
        return Entry.of("get_scheduler(name, optimizer, num_warmup_steps=None, num_training_steps=None, "
                        + "scheduler_specific_kwargs=None)")
                .formula("the schedule of that name: '" + String.join("', '", SCHEDULERS.keySet()) + "'")
                .means(Names::plan)
                .quirk(
                        "'constant' leaves all other arguments aside, 'constant_with_warmup' leaves scheduler_specific_kwargs "
                                + "aside.")
                .example(
                        "hf.get_scheduler('cosine', optimizer, num_warmup_steps=20, num_training_steps=100)",
                        "lr=0.1 steps=110")
                .source("transformers.optimization, 5.23");
    }

    /** Whether the schedule of that name must know how long the run is. */
    static boolean needsTotal(String name) {
        Scheduler scheduler = SCHEDULERS.get(name);
        return scheduler != null && scheduler.needed().contains(TOTAL);
    }

    static boolean takesWarmup(String name) {
        Scheduler scheduler = SCHEDULERS.get(name);
        return scheduler != null && scheduler.needed().contains(WARMUP);
    }

    private static Plan plan(Call call) {
        String name = name(call.value("name"));
        Scheduler scheduler = SCHEDULERS.get(name);
        if (scheduler == null) {
            throw call.value("name").refused("be one of '" + String.join("', '", SCHEDULERS.keySet()) + "'");
        }
        Map<String, Value> arguments = new LinkedHashMap<>();
        if (call.isGiven("optimizer")) {
            arguments.put("optimizer", call.value("optimizer"));
        }
        for (String needed : scheduler.needed()) {
            if (!call.has(needed)) {
                throw call.error("get_scheduler('" + name + "') needs " + needed);
            }
            arguments.put(needed, call.value(needed));
        }
        // whose length may be that of its phases instead
        if (name.equals("warmup_stable_decay") && call.has(TOTAL)) {
            arguments.put(TOTAL, call.value(TOTAL));
        }
        if (scheduler.takesOptions() && call.has(OPTIONS)) {
            options(call, arguments);
        }
        return call.forward(scheduler.function(), arguments).plan();
    }

    private static void options(Call call, Map<String, Value> arguments) {
        for (Map.Entry<Value, Value> option : call.value(OPTIONS).entries()) {
            String key = option.getKey().word();
            if (key.equals("optimizer") || arguments.containsKey(key)) {
                throw option.getKey().refused("not be an argument of get_scheduler");
            }
            arguments.put(key, option.getValue());
        }
    }

    /** The name as a text, or as {@code SchedulerType.LINEAR}, with or without {@code .value}. */
    static String name(Value value) {
        String word = value.word();
        String written = value.toString();
        if (!written.contains("SchedulerType.")) {
            return word;
        }
        String constant = written.substring(written.indexOf("SchedulerType.") + "SchedulerType.".length());
        String member = constant.endsWith(".value") ? constant.substring(0, constant.length() - 6) : constant;
        return member.equals("REDUCE_ON_PLATEAU") ? "reduce_lr_on_plateau" : member.toLowerCase(Locale.ROOT);
    }
}
