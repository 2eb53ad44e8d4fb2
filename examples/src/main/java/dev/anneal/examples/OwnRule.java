package dev.anneal.examples;

import dev.anneal.Feedback;
import dev.anneal.FeedbackFunction;
import dev.anneal.Plan;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A rule that is not the project's own; a line in {@code META-INF/services} makes its function known. */
public final class OwnRule implements FeedbackFunction {

    /** Made by the service loader. */
    public OwnRule() {}

    @Override
    public String signature() {
        return "brake(on=\"grad_norm\", limit=10)";
    }

    @Override
    public Feedback of(Arguments arguments) {
        return new Brake(arguments.word("on"), arguments.number("limit"));
    }

    /**
     * Halves a value whenever a metric is above a limit.
     *
     * @param metric the name of the metric
     * @param limit the limit
     */
    record Brake(String metric, double limit) implements Feedback {

        Brake {
            if (!(limit > 0)) {
                throw new IllegalArgumentException("limit must be > 0, got " + limit);
            }
        }

        @Override
        public State start(int groups) {
            return new Braked(this, Collections.nCopies(groups, 0));
        }

        @Override
        public State state(String text) {
            if (!text.matches("[0-9]{1,4}(,[0-9]{1,4})*")) {
                throw new IllegalArgumentException("state must be a number for each group, got '" + text + "'");
            }
            return new Braked(
                    this, Stream.of(text.split(",")).map(Integer::valueOf).toList());
        }

        @Override
        public Feedback stretched(double factor) {
            return this;
        }

        @Override
        public String toString() {
            return "brake(on=\"" + metric + "\", limit=" + limit + ")";
        }
    }

    /**
     * How often it has braked.
     *
     * @param rule the rule
     * @param times how often, for each group
     */
    record Braked(Brake rule, List<Integer> times) implements Feedback.State {

        @Override
        public int groups() {
            return times.size();
        }

        @Override
        public double applied(int group, double scheduled) {
            return Math.scalb(scheduled, -times.get(group));
        }

        @Override
        public Feedback.Response observe(Feedback.Observation observation) {
            String metric = rule.metric() + " " + observation.metric();
            if (!(observation.metric() > rule.limit())) {
                return new Feedback.Response(this, false, metric + " is within " + rule.limit());
            }
            List<Integer> more = times.stream().map(n -> n + 1).toList();
            return new Feedback.Response(
                    new Braked(rule, more), true, metric + " is above " + rule.limit() + ": × 0.5");
        }

        @Override
        public Feedback.State joined() {
            return new Braked(rule, Stream.concat(times.stream(), Stream.of(0)).toList());
        }

        @Override
        public String toString() {
            return times.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
    }

    /**
     * Runs the program.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Plan plan = Plan.parse("lr = 0.1; lr *= brake(limit=5)");
        System.out.println(plan.rules().get(0)); // lr *= brake(on="grad_norm", limit=5.0)
        System.out.println(Plan.parse(plan.toString()).equals(plan)); // true
        try {
            Plan.parse("lr = 0.1; lr *= brake(limit=0)");
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
            // limit must be > 0, got 0.0
            //   lr = 0.1; lr *= brake(limit=0)
            //                               ^
        }
    }
}
