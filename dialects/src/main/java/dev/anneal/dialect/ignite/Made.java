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
    private final int group;
    private final @Nullable Asked last;

    private Made(Call call, int group) {
        this.group = group;
        IdentityHashMap<Expression, Call> calls = new IdentityHashMap<>();
        List<Expression> order = new ArrayList<>();
        collect(call, calls, order);
        order.sort(Comparator.comparingInt(
                one -> Objects.requireNonNull(calls.get(one)).line()));
        List<Asked> all = Asked.all(
                order.stream()
                        .map(one -> Objects.requireNonNull(calls.get(one)))
                        .toList(),
                group);
        for (int i = 0; i < all.size(); i++) {
            asked.put(order.get(i), all.get(i));
        }
        this.last = all.isEmpty() ? null : all.get(all.size() - 1);
    }

    static Made of(Call call, int group) {
        return new Made(call, group);
    }

    private static void collect(Call call, IdentityHashMap<Expression, Call> calls, List<Expression> order) {
        String first = call.entry().parameters().get(0).name();
        if (first.equals("schedulers")) {
            Driver.handlers(call).forEach(handler -> collect(handler, calls, order));
        } else if (first.equals(WRAPPED)) {
            Value value = call.value(WRAPPED);
            if (value.isCall() && value.call().dialect().name().equals("ignite")) {
                collect(value.call(), calls, order);
            } else if (calls.put(value.expression(), Wrapping.checkTorch(call, value)) == null) {
                order.add(value.expression());
            }
        }
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
