package dev.anneal.dialect.ignite;

import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Value;
import dev.anneal.dialect.torch.Asked;
import dev.anneal.notation.Expression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The schedulers of torch in a handler, made for one parameter group in the order of the text: each finds what the last left. */
final class Made {

    private static final String WRAPPED = "lr_scheduler";

    private final IdentityHashMap<Expression, Asked> asked = new IdentityHashMap<>();
    private final IdentityHashMap<Expression, Double> met = new IdentityHashMap<>();
    private final Call root;
    private final int group;
    private final @Nullable Asked last;

    /** A scheduler of torch, or of ignite's around one, where it is made; what it is given is made before it. */
    private record Making(Expression expression, @Nullable Call torch, int line) {}

    private Made(Call call, int group) {
        this.root = call;
        this.group = group;
        List<Making> order = new ArrayList<>();
        collect(call, new IdentityHashMap<>(), order);
        order.sort(Comparator.comparingInt(Making::line));
        List<Call> calls = new ArrayList<>();
        List<Expression> expressions = new ArrayList<>();
        for (Making making : order) {
            if (making.torch() != null) {
                calls.add(making.torch());
                expressions.add(making.expression());
            } else {
                List<Asked> before = Asked.all(calls, group);
                met.put(
                        making.expression(),
                        before.isEmpty()
                                ? Double.NaN
                                : before.get(before.size() - 1).rate());
            }
        }
        List<Asked> all = Asked.all(calls, group);
        for (int i = 0; i < all.size(); i++) {
            asked.put(expressions.get(i), all.get(i));
        }
        this.last = all.isEmpty() ? null : all.get(all.size() - 1);
    }

    static Made of(Call call, int group) {
        return new Made(call, group);
    }

    /** The same for another parameter group. */
    Made of(int other) {
        return other == group ? this : new Made(root, other);
    }

    /** Adds what a call is given, and after it the call; the line of the last of them. */
    private static int collect(Call call, IdentityHashMap<Expression, Call> calls, List<Making> order) {
        int line = call.line();
        String first = call.entry().parameters().get(0).name();
        if (first.equals("schedulers")) {
            for (Call handler : Driver.handlers(call)) {
                collect(handler, calls, order);
            }
        } else if (first.equals(WRAPPED)) {
            Value value = call.value(WRAPPED);
            if (value.isCall() && value.call().dialect().name().equals("ignite")) {
                line = Math.max(line, collect(value.call(), calls, order));
            } else {
                Call torch = Wrapping.checkTorch(call, value);
                line = Math.max(line, torch.line());
                if (calls.put(value.expression(), torch) == null) {
                    order.add(new Making(value.expression(), torch, torch.line()));
                }
            }
            order.add(new Making(value.expression(), null, line));
        }
        return line;
    }

    /** The scheduler of torch that a call is given. */
    Asked in(Call call) {
        return Objects.requireNonNull(asked.get(call.value(WRAPPED).expression()));
    }

    /** What a parameter is before the first event; NaN if nobody knows. */
    double value(Call call, String parameter) {
        return last != null && parameter.equals("lr")
                ? last.rate()
                : call.groups().get(group).settings().getOrDefault(parameter, Double.NaN);
    }

    /** The rate that a handler around a scheduler finds when it is made. */
    double met(Call call) {
        double rate = Objects.requireNonNull(met.get(call.value(WRAPPED).expression()));
        return Double.isNaN(rate) ? call.groups().get(group).rate() : rate;
    }

    int group() {
        return group;
    }

    /** What becomes of the momentum while a handler asks for the rate; null if nothing does. */
    @Nullable
    Schedule momentum(Call call) {
        return switch (call.entry().name()) {
            case "LRScheduler" -> in(call).momentum(Wrapping.epoch(call));
            case "create_lr_scheduler_with_warmup" -> Warmup.of(call, this).momentum();
            default -> {
                tellUnfollowed(call);
                yield null;
            }
        };
    }

    private void tellUnfollowed(Call call) {
        if (asked.values().stream().anyMatch(one -> one.momentum(0) != null)) {
            call.note("the momentum that a scheduler inside of " + call.entry().name() + " drives is not followed");
        }
    }
}
