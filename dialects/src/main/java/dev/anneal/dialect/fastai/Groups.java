package dev.anneal.dialect.fastai;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Group;
import dev.anneal.dialect.Value;
import dev.anneal.notation.Expression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** fastai's parameter groups, and the values that {@code Optimizer.set_hyper} gives them. */
final class Groups {

    /** What a Learner begins with where nothing else is said. */
    private static final double RATE = 1e-3;

    /** What a slice without a start gives all groups but the last. */
    private static final double EARLIER = 10;

    private Groups() {}

    /** One of several groups, which takes its own of a list. */
    record One(int index, int count, String name) {

        /** A number for all groups, or the group's own of a list. */
        double number(Value value) {
            if (!value.isList()) {
                return value.number();
            }
            List<Value> items = value.items();
            if (items.size() != count && items.size() != 1) {
                throw value.refused("have one number for each of " + count + " parameter groups");
            }
            return items.get(items.size() == 1 ? 0 : index).number();
        }
    }

    static List<One> of(Call call) {
        List<Group> groups = call.groups();
        return IntStream.range(0, groups.size())
                .mapToObj(i -> new One(i, groups.size(), groups.get(i).name()))
                .toList();
    }

    /** A plan of a hyperparameter for all groups: one schedule where they agree. */
    static Plan plan(Call call, Hyperparameter hyperparameter, Function<One, Schedule> making, @Nullable Plan plan) {
        List<One> groups = of(call);
        List<Schedule> schedules = groups.stream().map(making).toList();
        boolean same = schedules.stream().distinct().count() == 1;
        if (same && !hyperparameter.equals(Hyperparameter.LEARNING_RATE)) {
            return with(plan, hyperparameter, "", schedules.get(0));
        }
        Plan more = plan;
        for (One group : groups) {
            more = with(more, hyperparameter, group.name(), schedules.get(group.index()));
        }
        return Objects.requireNonNull(more);
    }

    private static Plan with(@Nullable Plan plan, Hyperparameter hyperparameter, String group, Schedule schedule) {
        return plan == null ? Plan.of(hyperparameter, group, schedule) : plan.with(hyperparameter, group, schedule);
    }

    /** The rates of all groups: a number, a list, {@code slice(last)} or {@code slice(first, last)}; else the Learner's. */
    static double[] rates(Call call, String parameter) {
        List<Group> groups = call.groups();
        Value made = call.has(parameter) ? null : call.ofObject("lr");
        if (!call.has(parameter) && (made == null || made.isNone())) {
            return groups.stream()
                    .mapToDouble(group -> group.setting("lr", () -> RATE))
                    .toArray();
        }
        Value value = made == null ? call.value(parameter) : made;
        if (!"slice".equals(value.path())) {
            return of(call).stream().mapToDouble(group -> group.number(value)).toArray();
        }
        tellGroups(call);
        List<Expression.Argument> bounds = value.arguments();
        if (bounds.isEmpty() || bounds.size() > 3 || bounds.stream().anyMatch(bound -> bound.name() != null)) {
            throw value.refused("be slice(last) or slice(first, last)");
        }
        Value first = value.part(bounds.get(0).value());
        Value last = bounds.size() == 1 ? first : value.part(bounds.get(1).value());
        boolean one = bounds.size() == 1 || first.isNone() || first.number() == 0;
        return one ? last(last.number(), groups.size()) : even(value, first.number(), last.number(), groups.size());
    }

    /** What stands for several rates is shown as one where nobody says how many groups the model has. */
    static void tellGroups(Call call) {
        if (call.groups().size() == 1 && call.horizon().fact("groups") == null) {
            call.note(
                    "one parameter group is shown, which has the last rate of a slice: a learner's model may have more, "
                            + "whose rates --groups gives");
        }
    }

    /** The last group's rate, and a tenth of it for all others. */
    static double[] last(double last, int count) {
        double[] rates = new double[count];
        Arrays.fill(rates, last / EARLIER);
        rates[count - 1] = last;
        return rates;
    }

    /** Equal factors from group to group; a single group has the last rate. */
    static double[] even(Value place, double first, double last, int count) {
        if (count == 1) {
            return new double[] {last};
        }
        double step = Math.pow(last / first, 1.0 / (count - 1));
        if (!(step >= 0 && Double.isFinite(step))) {
            throw place.refused("go between rates of one sign");
        }
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rates.add(first * Math.pow(step, i));
        }
        return rates.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
