package dev.anneal.dialect.mmengine;

import static dev.anneal.dialect.Condition.integerAtLeast;
import static dev.anneal.dialect.Condition.nonZero;
import static dev.anneal.dialect.Condition.number;
import static dev.anneal.dialect.Condition.oneOf;
import static dev.anneal.dialect.Condition.within;

import dev.anneal.dialect.Call;
import dev.anneal.dialect.Condition;
import dev.anneal.dialect.Entry;
import java.util.List;

/** The shapes, each of which is there for rates, for momenta and for any parameter. */
enum Kind {
    CONSTANT("Constant", "factor=1.0/3"),
    LINEAR("Linear", "start_factor=1.0/3, end_factor=1.0"),
    EXPONENTIAL("Exponential", "gamma"),
    STEP("Step", "step_size, gamma=0.1"),
    MULTI_STEP("MultiStep", "milestones, gamma=0.1"),
    POLY("Poly", "eta_min=0, power=1.0"),
    COSINE_ANNEALING("CosineAnnealing", "T_max=None, eta_min=None"),
    COSINE_RESTART("CosineRestart", "periods, restart_weights=(1,), eta_min=None, eta_min_ratio=None"),
    ONE_CYCLE(
            "OneCycle",
            "eta_max=0, total_steps=None, pct_start=0.3, anneal_strategy='cos', div_factor=25.0, "
                    + "final_div_factor=10000.0, three_phase=False");

    static final List<String> SUFFIXES = List.of("LR", "Momentum", "ParamScheduler");

    private final String stem;
    private final String parameters;

    Kind(String stem, String parameters) {
        this.stem = stem;
        this.parameters = parameters;
    }

    String stem() {
        return stem;
    }

    /** The shape of a call. */
    static Kind of(Call call) {
        String name = call.entry().name().replaceAll("\\.build_iter_from_epoch$", "");
        for (Kind kind : values()) {
            if (SUFFIXES.contains(name.startsWith(kind.stem) ? name.substring(kind.stem.length()) : "")) {
                return kind;
            }
        }
        throw new IllegalStateException("no shape of " + name);
    }

    /** The parameters as upstream has them, in its order. */
    String parameters() {
        String verbose = "by_epoch=True, verbose=False";
        String last = this == MULTI_STEP
                ? "last_step=-1, begin=0, end=1000000000, " + verbose
                : "begin=0, end=1000000000, last_step=-1, " + verbose;
        return parameters + ", " + last + (this == COSINE_ANNEALING ? ", eta_min_ratio=None" : "");
    }

    /** Whether where it ends decides what it does before. */
    boolean isShapedByEnd(Call call) {
        return switch (this) {
            case CONSTANT, LINEAR, POLY -> true;
            case COSINE_ANNEALING -> !call.has("T_max") || call.number("T_max") == 0;
            case ONE_CYCLE -> !call.has("total_steps");
            default -> false;
        };
    }

    Entry.Draft checked(Entry.Draft draft) {
        return switch (this) {
            case CONSTANT -> draft.where("factor", within(0, 1));
            case LINEAR -> draft.where("start_factor", within(0, 1)).where("end_factor", within(0, 1));
            case ONE_CYCLE ->
                draft.where("total_steps", integerAtLeast(1))
                        .where("pct_start", within(0, 1))
                        .where("anneal_strategy", oneOf("cos", "linear"))
                        .where("div_factor", nonZero())
                        .where("final_div_factor", nonZero());
            default -> draft;
        };
    }

    static final Condition NUMBER = number("be a number", value -> true);

    Rule rule(Call call, Times times, int group) {
        return switch (this) {
            case CONSTANT -> Factors.constant(call, times);
            case LINEAR -> Factors.linear(call, times);
            case EXPONENTIAL -> Factors.exponential(call, times);
            case STEP -> Factors.step(call, times);
            case MULTI_STEP -> Factors.multiStep(call, times);
            case POLY -> Movers.poly(call, times);
            case COSINE_ANNEALING -> Movers.cosine(call, times);
            case COSINE_RESTART -> Movers.restarts(call, times);
            case ONE_CYCLE -> Movers.oneCycle(call, times, group);
        };
    }

    String formula(String value) {
        return switch (this) {
            case CONSTANT -> value + " · factor for k < T, then " + value + "; T = end - begin - 1";
            case LINEAR -> value + " · (start_factor + (end_factor - start_factor) · k / T), T = end - begin - 1";
            case EXPONENTIAL -> value + " · gamma^k";
            case STEP -> value + " · gamma^⌊k / step_size⌋";
            case MULTI_STEP -> value + " · gamma^n, n the number of milestones ≤ k";
            case POLY -> "eta_min + (" + value + " - eta_min) · (1 - k / T)^power, T = end - begin - 1";
            case COSINE_ANNEALING -> "eta_min + (" + value + " - eta_min) · (1 + cos(π k / T_max)) / 2";
            case COSINE_RESTART ->
                "eta_min + (base · restart_weights[i] - eta_min) · (1 + cos(π j / periods[i])) / 2, j steps after the "
                        + "i-th restart";
            case ONE_CYCLE ->
                "from eta_max / div_factor up to eta_max at pct_start · total_steps - 1, then down to eta_max / "
                        + "div_factor / final_div_factor at total_steps - 1";
        };
    }
}
