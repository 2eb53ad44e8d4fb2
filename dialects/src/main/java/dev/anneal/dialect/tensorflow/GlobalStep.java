package dev.anneal.dialect.tensorflow;

import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Value;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.Numerals;
import dev.anneal.notation.Operator;
import java.util.List;
import java.util.Set;

/**
 * What stands for the step counter of TensorFlow 1: any name, whatever makes one, or simple arithmetic with it, as {@code batch
 * * BATCH_SIZE}.
 */
final class GlobalStep {

    private static final Set<String> CASTS = Set.of(
            "cast",
            "to_float",
            "to_int32",
            "to_int64",
            "to_double",
            "identity",
            "convert_to_tensor",
            "constant",
            "float");
    private static final Set<Operator> KNOWN =
            Set.of(Operator.MULTIPLY, Operator.DIVIDE, Operator.FLOOR_DIVIDE, Operator.ADD);

    private final Call call;

    private GlobalStep(Call call) {
        this.call = call;
    }

    /** The schedule of that many steps, in updates. */
    static Schedule in(Call call, String parameter, Schedule schedule) {
        return new GlobalStep(call).of(call.value(parameter), schedule);
    }

    private Schedule of(Value step, Schedule schedule) {
        Expression expression = step.expression();
        if (expression instanceof Expression.Name) {
            return schedule;
        }
        if (expression instanceof Expression.Num number) {
            if (!(number.value() >= 0)) {
                throw step.refused("be >= 0, where it is a number");
            }
            call.note(
                    "the step is the number " + Numerals.text(number.value()) + ", so the rate stays what it is there");
            return Schedule.constant(schedule.at(number.value()));
        }
        if (expression instanceof Chain) {
            return counter(step, schedule);
        }
        if (expression instanceof Expression.Binary binary && KNOWN.contains(binary.operator())) {
            return arithmetic(step, binary, schedule);
        }
        throw refused(step);
    }

    private Schedule counter(Value step, Schedule schedule) {
        String path = step.path();
        List<Expression.Argument> given = step.arguments();
        String name = path == null ? "" : path.substring(path.lastIndexOf('.') + 1);
        if (given.isEmpty() || given.get(0).name() != null && !name.endsWith("ariable")) {
            return schedule;
        }
        Value first = step.part(given.get(0).value());
        if (CASTS.contains(name)) {
            return of(first, schedule);
        }
        boolean counts = name.equals("Variable") && first.isNumber();
        double from = counts ? first.number() : 0;
        if (from < 0) {
            throw first.refused("be >= 0: the step counter starts there");
        }
        return from > 0 ? schedule.skip(from) : schedule;
    }

    private Schedule arithmetic(Value step, Expression.Binary binary, Schedule schedule) {
        Value left = step.part(binary.left());
        Value right = step.part(binary.right());
        boolean turns = binary.operator() == Operator.MULTIPLY || binary.operator() == Operator.ADD;
        Value number = right.isNumber() || !turns ? right : left;
        Value counter = number == right ? left : right;
        double by = number.number();
        if (binary.operator() == Operator.ADD ? by < 0 : by <= 0) {
            throw refused(step);
        }
        return of(
                counter,
                switch (binary.operator()) {
                    case ADD -> schedule.skip(by);
                    case MULTIPLY -> schedule.stretched(1 / by);
                    case DIVIDE -> schedule.stretched(by);
                    default -> schedule.staircase(1).stretched(by);
                });
    }

    private static NotationException refused(Value step) {
        return step.refused("be the step counter, as global_step, or a positive multiple of it");
    }
}
