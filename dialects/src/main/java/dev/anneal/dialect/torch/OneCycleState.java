package dev.anneal.dialect.torch;

import dev.anneal.dialect.Value;
import dev.anneal.notation.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code OneCycleLR} keeps its rates in the optimizer, and its phases in place of what they were made of. */
final class OneCycleState {

    /** What initial rates are divided by where nobody has said. */
    private static final double DIVISOR = 25;

    private OneCycleState() {}

    static Map<String, Value> arguments(Value state, List<Value> groups) {
        Value total = States.required(state, "total_steps");
        Value all = States.required(state, "_schedule_phases");
        List<Value> phases = all.items();
        if (phases.size() != 2 && phases.size() != 3) {
            throw all.refused("have 2 or 3 phases");
        }
        double end = States.required(phases.get(0), "end_step").number();
        Map<String, Value> arguments = new LinkedHashMap<>();
        arguments.put("total_steps", total);
        arguments.put("pct_start", number(total, (end + 1) / total.number()));
        arguments.put("three_phase", number(total, phases.size() == 3 ? 1 : 0));
        Value anneal = state.entry("_anneal_func_type");
        if (anneal != null) {
            arguments.put("anneal_strategy", anneal);
        }
        Value momentum = States.required(state, "cycle_momentum");
        arguments.put("cycle_momentum", momentum);
        rates(arguments, state, groups);
        if (momentum.flag() && !isGuessed(groups)) {
            arguments.put("max_momentum", listed(groups, "max_momentum"));
            arguments.put("base_momentum", listed(groups, "base_momentum"));
        }
        return arguments;
    }

    private static void rates(Map<String, Value> arguments, Value state, List<Value> groups) {
        Value initial = States.required(state, "base_lrs");
        double first = initial.items().get(0).number();
        if (isGuessed(groups)) {
            List<Expression> rates = new ArrayList<>();
            initial.items().forEach(rate -> rates.add(Expression.number(rate.number() * DIVISOR)));
            arguments.put(
                    "max_lr",
                    initial.part(
                            new Expression.ListOf(rates, initial.expression().span())));
            return;
        }
        Value min = States.required(groups.get(0), "min_lr");
        Value max = States.required(groups.get(0), "max_lr");
        arguments.put("max_lr", listed(groups, "max_lr"));
        arguments.put("div_factor", number(max, max.number() / first));
        arguments.put("final_div_factor", number(min, first / min.number()));
    }

    /** Whether what is not in the state must be taken as it is where nobody says anything. */
    static boolean isGuessed(List<Value> groups) {
        return groups.isEmpty()
                || groups.get(0).entry("max_lr") == null
                || groups.get(0).entry("min_lr") == null;
    }

    /** What each group has. */
    private static Value listed(List<Value> groups, String key) {
        List<Expression> all = new ArrayList<>();
        groups.forEach(group -> all.add(States.required(group, key).expression()));
        Value place = groups.get(0);
        return place.part(new Expression.ListOf(all, place.expression().span()));
    }

    private static Value number(Value place, double number) {
        return place.part(Expression.number(number));
    }
}
