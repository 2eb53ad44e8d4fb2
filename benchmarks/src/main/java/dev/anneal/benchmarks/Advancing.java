package dev.anneal.benchmarks;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.training.OptimizerSink;
import dev.anneal.training.Scheduler;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One update of a training loop: the learning rate and the momentum of two groups are worked out and written. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 150, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 20, time = 20, timeUnit = TimeUnit.MILLISECONDS)
public class Advancing {

    /** What is trained under. */
    public enum Course {
        /** One cycle of the rate, and the momentum against it. */
        ONE_CYCLE(""),
        /** The same, and a rule that looks at a metric. */
        WITH_PLATEAU("\nlr *= plateau(factor=0.1, patience=10, on=\"val_loss\")");

        private final String rules;

        Course(String rules) {
            this.rules = rules;
        }

        Plan plan() {
            return Plan.parse("lr = cosine(0.004, 0.1, 30000).then(cosine(0.1, 4e-7, 70000))\n" + "lr[1] = lr * 10\n"
                    + "momentum = cosine(0.95, 0.85, 30000).then(cosine(0.85, 0.95, 70000))" + rules);
        }
    }

    /** An optimizer of two groups, as far as a scheduler sees it. */
    static final class Groups implements OptimizerSink {

        private final double[] rates = new double[2];
        private final double[] momenta = new double[2];

        @Override
        public List<String> groups() {
            return List.of("0", "1");
        }

        @Override
        public boolean takes(Hyperparameter hyperparameter) {
            return true;
        }

        @Override
        public void set(int group, Hyperparameter hyperparameter, double value) {
            (hyperparameter.equals(Hyperparameter.LEARNING_RATE) ? rates : momenta)[group] = value;
        }

        double rate(int group) {
            return rates[group];
        }

        double momentum(int group) {
            return momenta[group];
        }

        /** What stands in a training loop without a scheduler. */
        void writeByHand(double t) {
            double rate = ByHand.oneCycle(t);
            double momentum = ByHand.oneCycleMomentum(t);
            rates[0] = rate;
            rates[1] = rate * 10;
            momenta[0] = momentum;
            momenta[1] = momentum;
        }
    }

    /** The plan. */
    @Param
    public Course course = Course.ONE_CYCLE;

    private final Groups groups = new Groups();
    private Plan plan = course.plan();
    private Scheduler scheduler = Scheduler.start(plan, groups);

    /** Reads the plan. */
    @Setup
    public void read() {
        plan = course.plan();
    }

    /** From the beginning, so that every update is one of the run. */
    @Setup(Level.Invocation)
    public void start() {
        scheduler = Scheduler.start(plan, groups);
    }

    /**
     * Ours.
     *
     * @return what was written into
     */
    @Benchmark
    @OperationsPerInvocation(Order.COUNT)
    public Object anneal() {
        for (int i = 0; i < Order.COUNT; i++) {
            scheduler.advance();
        }
        return groups;
    }

    /**
     * The formulas in a loop; there is no plateau by hand.
     *
     * @return what was written into
     */
    @Benchmark
    @OperationsPerInvocation(Order.COUNT)
    public Object byHand() {
        for (int i = 0; i < Order.COUNT; i++) {
            groups.writeByHand(i);
        }
        return groups;
    }
}
