package dev.anneal;

import dev.anneal.Plan.Rule;
import dev.anneal.Plan.Target;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Script;
import dev.anneal.notation.Script.Statement;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the lines of a plan, from the first to the last. */
final class PlanReader {

    private final String text;
    private final Reader reader;
    private final Horizon horizon;
    private final Map<Target, Schedule> schedules = new LinkedHashMap<>();
    private final List<Rule> rules = new ArrayList<>();

    PlanReader(String text, Horizon horizon, Plan.Extension extension) {
        this.text = text;
        this.horizon = horizon;
        this.reader = Reader.of(text, horizon, extension);
    }

    Plan plan() {
        List<Statement> statements = Script.parse(text);
        if (statements.isEmpty()) {
            throw reader.error(new Span(0, 0), "expected a schedule or a plan, as lr = constant(0.1)");
        }
        for (Statement statement : statements) {
            read(statement, statements.size() == 1);
        }
        long parts =
                schedules.values().stream().mapToLong(s -> ((Node) s).size()).sum();
        if (parts > Node.MAX_SIZE) {
            Span last = statements.get(statements.size() - 1).span();
            throw reader.error(last, "a plan must have at most " + Node.MAX_SIZE + " parts, got " + parts);
        }
        return new Plan(schedules, rules);
    }

    private void read(Statement statement, boolean alone) {
        Expression assigned = statement.target();
        if (assigned == null) {
            if (!alone) {
                throw reader.error(statement.span(), "expected an assignment, as lr = constant(0.1)");
            }
            assign(new Target(Hyperparameter.LEARNING_RATE, ""), reader.schedule(statement.value()));
            return;
        }
        Target target = target(assigned);
        if (isCall(statement.value()) && name(statement.value()).equals(Layerwise.NAME)) {
            layerwise(target, statement);
        } else if (isRule(statement.value())) {
            if (!statement.operator().equals("*=")) {
                throw reader.error(statement.span(), "a rule acts on what is scheduled: " + target + " *= …");
            }
            if (schedules.keySet().stream().noneMatch(target::meets)) {
                throw reader.error(statement.span(), target + " has not been assigned yet");
            }
            rules.add(new Rule(target, reader.feedback((Chain) statement.value())));
        } else if (statement.operator().equals("=")) {
            if (schedules.containsKey(target)) {
                throw reader.error(assigned.span(), target + " is assigned twice; *= changes what has been assigned");
            }
            assign(target, reader.schedule(statement.value()));
        } else {
            Schedule present = existing(target, statement);
            Schedule operand = reader.schedule(statement.value());
            assign(target, reader.guarded(statement.span(), () -> changed(present, statement, operand)));
        }
    }

    /** One line that stands for one of each group: {@code lr *= layerwise(0.75)}. */
    private void layerwise(Target target, Statement statement) {
        Chain chain = (Chain) statement.value();
        if (!statement.operator().equals("*=") || !target.group().isEmpty()) {
            String all = target.hyperparameter() + " *= layerwise(…)";
            throw reader.error(statement.span(), "layerwise changes what all groups follow: " + all);
        }
        if (chain.links().size() > 1) {
            throw reader.error(chain.links().get(1).span(), "layerwise has no operators");
        }
        Call call = Call.bind(
                reader,
                Layerwise.SIGNATURE,
                (Expression.Arguments) chain.links().get(0),
                chain.span());
        List<String> groups = call.hasAny("groups") ? call.names("groups") : horizon.groups();
        if (groups.isEmpty()) {
            throw reader.error(
                    chain.span(), "no groups are named here, nor by the run: layerwise(0.75, embeddings, body, head)");
        }
        Map<Target, Schedule> assigned = new LinkedHashMap<>();
        double decay = call.number("decay");
        reader.guarded(call::place, () -> {
            Layerwise.assign(schedules, target.hyperparameter(), decay, groups, assigned::put);
            return assigned;
        });
        assigned.forEach((group, schedule) -> {
            reader.charge(chain.span(), ((Node) schedule).size());
            assign(group, schedule);
        });
    }

    private Schedule changed(Schedule present, Statement statement, Schedule operand) {
        return switch (statement.operator()) {
            case "*=" -> present.times(operand);
            case "+=" -> present.plus(operand);
            case "-=" -> present.plus(operand.times(-1));
            default -> {
                if (!(operand instanceof Constant divisor) || divisor.value() == 0) {
                    throw reader.error(statement.value().span(), Operations.DIVISOR);
                }
                yield present.times(1 / divisor.value());
            }
        };
    }

    private void assign(Target target, Schedule schedule) {
        schedules.put(target, schedule);
        reader.bind(target, schedule);
    }

    /** What a target follows already: its own schedule, else that of all groups. */
    private Schedule existing(Target target, Statement statement) {
        Schedule own = schedules.get(target);
        Schedule shared = own != null ? own : schedules.get(new Target(target.hyperparameter(), ""));
        if (shared == null) {
            throw reader.error(statement.span(), target + " has not been assigned yet");
        }
        return shared;
    }

    private Target target(Expression assigned) {
        if (assigned instanceof Chain chain) {
            Hyperparameter hyperparameter = hyperparameter((Expression.Name) chain.head());
            Expression index = ((Expression.Index) chain.links().get(0)).index();
            return new Target(hyperparameter, reader.group(index));
        }
        return new Target(hyperparameter((Expression.Name) assigned), "");
    }

    private Hyperparameter hyperparameter(Expression.Name name) {
        return reader.guarded(name.span(), () -> new Hyperparameter(name.id()));
    }

    private static boolean isRule(Expression value) {
        return isCall(value) && !Reader.isFunction(name(value)) && FeedbackFunctions.has(name(value));
    }

    private static boolean isCall(Expression value) {
        return value instanceof Chain chain
                && chain.head() instanceof Expression.Name
                && chain.links().get(0) instanceof Expression.Arguments;
    }

    private static String name(Expression call) {
        return ((Expression.Name) ((Chain) call).head()).id();
    }
}
