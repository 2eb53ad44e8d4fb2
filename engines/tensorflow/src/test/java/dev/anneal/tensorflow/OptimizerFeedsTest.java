package dev.anneal.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.anneal.Plan;
import dev.anneal.training.Scheduler;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.framework.optimizers.AdaDelta;
import org.tensorflow.framework.optimizers.AdaGrad;
import org.tensorflow.framework.optimizers.AdaGradDA;
import org.tensorflow.framework.optimizers.Adam;
import org.tensorflow.framework.optimizers.Adamax;
import org.tensorflow.framework.optimizers.Ftrl;
import org.tensorflow.framework.optimizers.GradientDescent;
import org.tensorflow.framework.optimizers.Momentum;
import org.tensorflow.framework.optimizers.Nadam;
import org.tensorflow.framework.optimizers.Optimizer;
import org.tensorflow.framework.optimizers.RMSProp;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat64;

class OptimizerFeedsTest {

    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);
    private final Variable<TFloat64> body = variable("body");
    private final Variable<TFloat64> head = variable("head");
    private final Session session = new Session(graph);

    @BeforeAll
    static void load() {
        Natives.load();
    }

    private Variable<TFloat64> variable(String name) {
        return tf.withName(name).variable(tf.constant(0.0));
    }

    @AfterEach
    void close() {
        session.close();
        graph.close();
    }

    private Op minimize(Function<Graph, Optimizer> optimizer) {
        Operand<TFloat64> loss = tf.math.add(body, head);
        return optimizer.apply(graph).minimize(loss);
    }

    private double value(Variable<TFloat64> variable) {
        try (Result result = session.runner().fetch(variable).run()) {
            return ((TFloat64) result.get(0)).getDouble();
        }
    }

    /** What each update takes off the body. */
    private double[] steps(Plan plan, Op train, int updates) {
        double[] steps = new double[updates];
        try (OptimizerFeeds feeds = OptimizerFeeds.of(graph).with("head", name -> name.startsWith("head"))) {
            Scheduler scheduler = Scheduler.start(plan, feeds);
            for (int i = 0; i < updates; i++) {
                double before = value(body);
                feeds.runner(session).addTarget(train).run().close();
                scheduler.advance();
                steps[i] = before - value(body);
            }
        }
        return steps;
    }

    @Test
    void ratesAreExactDoubles() {
        Plan plan = Plan.parse("lr = cosine(0.1, 0, 97)\nlr[head] = lr / 2");
        double[] steps = steps(plan, minimize(graph -> new GradientDescent(graph, 7)), 97);
        double sum = 0;
        for (int i = 0; i < 97; i++) {
            double rate = plan.schedule(dev.anneal.Hyperparameter.LEARNING_RATE, "")
                    .orElseThrow()
                    .at(i);
            assertThat(steps[i]).isCloseTo(rate, within(1e-14));
            sum += rate / 2;
        }
        assertThat(value(head)).isCloseTo(-sum, within(1e-12));
    }

    /** Left alone, it takes .5 to 1.4 of its rate. */
    @Test
    void adamTakesItsRateInEveryUpdate() {
        Plan plan = Plan.parse("lr = linear(1, 0, 512)");
        double[] steps = steps(plan, minimize(graph -> new Adam(graph, 7)), 300);
        for (int i = 0; i < 300; i++) {
            // the powers of the betas are kept in single precision
            assertThat(steps[i]).as("step %s", i).isCloseTo(1 - i / 512.0, within(2e-3));
        }
    }

    /** TensorFlow has its optimizers wait for the gradients, and these need the rows of the update. */
    @Test
    void adamLearnsFromRowsThatAreFed() {
        Placeholder<TFloat64> row = tf.placeholder(TFloat64.class);
        Operand<TFloat64> loss = tf.math.mul(row, tf.math.add(body, head));
        Op train = new Adam(graph, 7).minimize(loss);
        Plan plan = Plan.parse("lr = linear(1, 0, 64)\nlr[head] = lr / 2");
        try (OptimizerFeeds feeds = OptimizerFeeds.of(graph).with("head", name -> name.startsWith("head"))) {
            Scheduler scheduler = Scheduler.start(plan, feeds);
            double mean = 0;
            double square = 0;
            double expected = 0;
            for (int i = 0; i < 50; i++) {
                double gradient = Math.sin(i) + 2;
                try (TFloat64 given = TFloat64.scalarOf(gradient)) {
                    feeds.runner(session)
                            .feed(row, given)
                            .addTarget(train)
                            .run()
                            .close();
                }
                scheduler.advance();
                mean += 0.1 * (gradient - mean);
                square += 0.001 * (gradient * gradient - square);
                double corrected = Math.sqrt(1 - Math.pow(0.999, i + 1)) / (1 - Math.pow(0.9, i + 1));
                expected -= (1 - i / 64.0) * corrected * mean / Math.sqrt(square);
                assertThat(value(body)).as("step %s", i).isCloseTo(expected, withinPercentage(0.01));
                assertThat(value(head)).as("step %s", i).isCloseTo(expected / 2, withinPercentage(0.01));
            }
        }
    }

    @Test
    void adamaxTakesItsRateInEveryUpdate() {
        double[] steps = steps(Plan.parse("lr = linear(1, 0, 512)"), minimize(graph -> new Adamax(graph, 7)), 100);
        for (int i = 0; i < 100; i++) {
            assertThat(steps[i]).as("step %s", i).isCloseTo(1 - i / 512.0, within(2e-3));
        }
    }

    /** The second plan has half the rate, and every optimizer is proportional to it in the first update. */
    @Test
    void theRateOfEachOptimizerIsFed() {
        for (Function<Graph, Optimizer> optimizer : List.<Function<Graph, Optimizer>>of(
                graph -> new GradientDescent(graph, 7),
                graph -> new Momentum(graph, 7, 0.5f),
                graph -> new AdaGrad(graph, 7),
                graph -> new AdaGradDA(graph, 7),
                graph -> new AdaDelta(graph, 7),
                graph -> new RMSProp(graph, 7),
                graph -> new Ftrl(graph, 7),
                graph -> new Adam(graph, 7),
                graph -> new Adamax(graph, 7))) {
            double whole = new OptimizerFeedsTest().first(optimizer, 0.5);
            double half = new OptimizerFeedsTest().first(optimizer, 0.25);
            assertThat(whole).isPositive();
            assertThat(half / whole).as("%s", optimizer).isCloseTo(0.5, within(1e-6));
        }
    }

    private double first(Function<Graph, Optimizer> optimizer, double rate) {
        try {
            return steps(Plan.parse("lr = constant(" + rate + ")"), minimize(optimizer), 1)[0];
        } finally {
            close();
        }
    }

    @Test
    void momentumIsFedToWhateverHasOne() {
        Plan plan = Plan.parse("lr = constant(0.5)\nmomentum = linear(0.25, 0.75, 2)");
        assertThat(steps(plan, minimize(graph -> new Momentum(graph, 7, 0.5f)), 4))
                .containsExactly(0.5, 0.75, 1.0625, 1.296875);
    }

    @Test
    void whatCannotBeFedIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptimizerFeeds.of(graph))
                .withMessageContaining("got none; call minimize before");
        minimize(graph -> new GradientDescent(graph, 7));
        OptimizerFeeds feeds = OptimizerFeeds.of(graph);
        for (String refused :
                List.of("momentum = constant(0.5)", "weight_decay = constant(0.5)", "beta1 = constant(0.5)")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Scheduler.start(Plan.parse("lr = constant(1)\n" + refused), feeds));
        }
    }

    @Test
    void noUpdateUsesTheConstantsOfTheGraph() {
        minimize(graph -> new GradientDescent(graph, 7));
        OptimizerFeeds feeds = OptimizerFeeds.of(graph);
        Scheduler.start(Plan.parse("lr = constant(1)"), feeds);
        feeds.runner(session);
        OptimizerFeeds grouped = feeds.with("head", "head"::equals);
        assertThatIllegalStateException()
                .isThrownBy(() -> grouped.runner(session))
                .withMessageStartingWith("a scheduler must be started with these feeds before an update");
        feeds.close();
        assertThatIllegalStateException().isThrownBy(() -> feeds.runner(session));
    }

    @Test
    void nadamHasNothingToFeed() {
        minimize(graph -> new Nadam(graph, 7));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptimizerFeeds.of(graph))
                .withMessageContaining("Nadam has none of them");
    }

    @Test
    void groupsTakeVariablesByName() {
        minimize(graph -> new GradientDescent(graph, 7));
        OptimizerFeeds all = OptimizerFeeds.of(graph);
        assertThat(all.groups()).containsExactly("0");
        OptimizerFeeds groups = all.with("head", "head"::equals);
        assertThat(groups.groups()).containsExactly("head", "rest");
        assertThat(groups.with("body", "body"::equals).groups()).containsExactly("head", "body");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> groups.with("haed", "haed"::equals))
                .withMessage("group haed must take a variable, got none; left are [body]");
        assertThatIllegalArgumentException().isThrownBy(() -> groups.with("head", name -> true));
        assertThatIllegalArgumentException().isThrownBy(() -> groups.with("rest", name -> true));
    }
}
