package dev.anneal.pytorch;

import dev.anneal.Plan;
import dev.anneal.lab.Dataset;
import dev.anneal.lab.testkit.Stopwatch;
import dev.anneal.training.Scheduler;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.OptimizerParamGroup;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** What a plan costs, against a small update: a perceptron 64-64-32-10 on the digits, 64 a batch, SGD without momentum. */
@SuppressWarnings("try") // scopes are there to be left
final class Overhead implements AutoCloseable {

    static final String CONSTANT = "update at a constant rate";
    static final String PLANNED = "what the plan does";

    private static final Plan PLAN = Plan.parse("""
            lr = linear(0, 0.1, 100).then(cosine(0.1, 0, 1e6))
            lr[head] = lr * 0.5""");

    private static final int BATCH = 64;
    private static final int[] SIZES = {64, 64, 32, 10};

    private final Net fixed = new Net();
    private final Net planned = new Net();
    private final Tensor features;
    private final Tensor labels;
    private final Scheduler scheduler;
    private final Scheduler idle;

    /** A network with its optimizer. */
    private static final class Net {
        final List<Tensor> weights = new ArrayList<>();
        final Optimizer optimizer;

        Net() {
            Natives.load();
            for (int i = 1; i < SIZES.length; i++) {
                weights.add(torch.randn(SIZES[i - 1], SIZES[i])
                        .mul_(torch.tensor(0.1f))
                        .requires_grad_(true));
                weights.add(torch.zeros(SIZES[i]).requires_grad_(true));
            }
            optimizer = new SGD(vector(0, 4), new SGDOptions(0.05));
            optimizer.add_param_group(new OptimizerParamGroup(vector(4, 6)));
        }

        private TensorVector vector(int from, int to) {
            return new TensorVector(weights.subList(from, to).toArray(Tensor[]::new));
        }

        void update(Tensor features, Tensor labels) {
            try (PointerScope scope = new PointerScope()) {
                optimizer.zero_grad();
                Tensor values = features;
                for (int i = 0; i < weights.size(); i += 2) {
                    values = torch.addmm(weights.get(i + 1), values, weights.get(i));
                    values = i + 2 < weights.size() ? torch.relu(values) : values;
                }
                torch.cross_entropy_loss(values, labels).backward();
                optimizer.step();
            }
        }

        Scheduler scheduler() {
            return Scheduler.start(PLAN, new ParamGroups(optimizer, "body", "head"));
        }
    }

    Overhead() {
        Dataset digits = Dataset.digits();
        float[] rows = new float[BATCH * 64];
        long[] classes = new long[BATCH];
        for (int i = 0; i < BATCH; i++) {
            System.arraycopy(digits.features(i), 0, rows, i * 64, 64);
            classes[i] = digits.label(i);
        }
        features = Tensor.create(rows, BATCH, 64);
        labels = Tensor.create(classes, BATCH);
        scheduler = planned.scheduler();
        idle = new Net().scheduler();
    }

    private void updateAtAConstantRate() {
        fixed.update(features, labels);
    }

    private void updateUnderAPlan() {
        planned.update(features, labels);
        scheduler.advance();
    }

    private void whatThePlanDoes() {
        idle.advance();
    }

    @Override
    public void close() {
        features.close();
        labels.close();
    }

    Stopwatch stopwatch() {
        return new Stopwatch()
                .add(CONSTANT, 50, this::updateAtAConstantRate)
                .add("update under a plan", 50, this::updateUnderAPlan)
                .add(PLANNED, 2_000, this::whatThePlanDoes);
    }

    /** Prints the least time and the median of each. */
    public static void main(String[] args) {
        try (Overhead overhead = new Overhead()) {
            System.out.print(overhead.stopwatch().table(200));
        }
    }
}
