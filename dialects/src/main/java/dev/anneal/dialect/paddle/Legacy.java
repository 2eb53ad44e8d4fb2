package dev.anneal.dialect.paddle;

import dev.anneal.Plan;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The functions of Paddle's old interface, which make schedulers today. */
final class Legacy {

    private static final String PASSED_OVER =
            "In dynamic mode, Paddle's default, decay_steps and staircase are passed over: the rate decays at every step. "
                    + "Only a static graph looks at them.";

    private Legacy() {}

    static List<Entry> entries() {
        return List.of(
                function("noam_decay(d_model, warmup_steps, learning_rate=1.0)", "NoamDecay", Map.of())
                        .example("paddle.optimizer.lr.noam_decay(512, 100)", "steps=400")
                        .source(Paddle.source("noam_decay")),
                everyStep("exponential_decay", "ExponentialDecay", "0.9"),
                everyStep("natural_exp_decay", "NaturalExpDecay", "0.1"),
                everyStep("inverse_time_decay", "InverseTimeDecay", "0.1"),
                function(
                                "polynomial_decay(learning_rate, decay_steps, end_learning_rate=0.0001, power=1.0, cycle=False)",
                                "PolynomialDecay",
                                Map.of("end_learning_rate", "end_lr"))
                        .example("paddle.optimizer.lr.polynomial_decay(0.1, 40, power=2.0)", "steps=60")
                        .source(Paddle.source("polynomial_decay")),
                piecewise(),
                cosine(),
                function("linear_lr_warmup(learning_rate, warmup_steps, start_lr, end_lr)", "LinearWarmup", Map.of())
                        .example("paddle.optimizer.lr.linear_lr_warmup(0.5, 20, 0.0, 0.5)", "steps=40")
                        .source(Paddle.source("linear_lr_warmup")));
    }

    /** A function that gives its arguments to a scheduler, some under other names. */
    private static Entry.Draft function(String signature, String scheduler, Map<String, String> renamed) {
        return Entry.of(signature)
                .formula(scheduler + " with these arguments")
                .means(call -> forwarded(call, scheduler, renamed, List.of()));
    }

    private static Plan forwarded(Call call, String scheduler, Map<String, String> renamed, List<String> left) {
        Map<String, Value> arguments = new LinkedHashMap<>();
        for (Entry.Parameter parameter : call.entry().parameters()) {
            if (!left.contains(parameter.name())) {
                arguments.put(renamed.getOrDefault(parameter.name(), parameter.name()), call.value(parameter.name()));
            }
        }
        return call.forward(scheduler, arguments).plan();
    }

    private static Entry everyStep(String name, String scheduler, String rate) {
        return Entry.of(name + "(learning_rate, decay_steps, decay_rate, staircase=False)")
                .formula(scheduler + "(learning_rate, decay_rate)")
                .means(call -> {
                    if (!call.value("decay_steps").isNumber() || call.number("decay_steps") != 1) {
                        call.note(name
                                + ": decay_steps has no effect in Paddle's dynamic mode, and the rate decays at every "
                                + "step");
                    }
                    return forwarded(
                            call, scheduler, Map.of("decay_rate", "gamma"), List.of("decay_steps", "staircase"));
                })
                .quirk(PASSED_OVER)
                .example("paddle.optimizer.lr." + name + "(0.5, 20, " + rate + ")", "steps=60")
                .source(Paddle.source(name));
    }

    private static Entry piecewise() {
        return Entry.of("piecewise_decay(boundaries, values)")
                .formula("PiecewiseDecay(boundaries, values)")
                .means(call -> {
                    int wanted = call.value("boundaries").items().size() + 1;
                    if (call.value("values").items().size() != wanted) {
                        throw call.value("values").refused("have one item more than boundaries, " + wanted + " here");
                    }
                    return forwarded(call, "PiecewiseDecay", Map.of(), List.of());
                })
                .example("paddle.optimizer.lr.piecewise_decay([30, 60], [0.1, 0.01, 0.001])", "steps=100")
                .source(Paddle.source("piecewise_decay"));
    }

    private static Entry cosine() {
        return Entry.of("cosine_decay(learning_rate, step_each_epoch, epochs)")
                .formula("CosineAnnealingDecay(learning_rate, T_max=epochs)")
                .means(call -> {
                    call.note(
                            "cosine_decay: step_each_epoch has no effect in Paddle's dynamic mode, where what step() counts is "
                                    + "taken for epochs");
                    return forwarded(
                            call, "CosineAnnealingDecay", Map.of("epochs", "T_max"), List.of("step_each_epoch"));
                })
                .quirk(
                        "In dynamic mode, Paddle's default, step_each_epoch is passed over: epochs counts calls of step().")
                .example("paddle.optimizer.lr.cosine_decay(0.1, 20, 50)", "steps=60")
                .source(Paddle.source("cosine_decay"));
    }
}
