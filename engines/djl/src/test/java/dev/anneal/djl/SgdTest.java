package dev.anneal.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Weights whose loss is their sum, so that every gradient is exactly 1 and a step shows what the optimizer did. */
class SgdTest {

    private static final Offset<Float> ROUNDING = within(1e-6f);

    private final NDManager manager = Natives.load().newBaseManager(Device.cpu());
    private final Sgd sgd = new Sgd(manager);

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray weight(String group, float... values) {
        NDArray weight = manager.create(values);
        weight.setRequiresGradient(true);
        sgd.add(group, weight);
        return weight;
    }

    private void update(Plan plan, int step, NDArray... weights) {
        try (NDManager batch = manager.newSubManager();
                GradientCollector collector = manager.getEngine().newGradientCollector()) {
            NDArray loss = batch.zeros(new ai.djl.ndarray.types.Shape());
            for (NDArray weight : weights) {
                NDArray sum = weight.sum();
                sum.attach(batch);
                loss = loss.add(sum);
            }
            collector.backward(loss);
        }
        sgd.step(new Told(plan, step));
    }

    /** The steps of one weight that starts at 0: how much each update takes off. */
    private float[] steps(String plan, int updates) {
        NDArray weight = weight("output", 0);
        float[] steps = new float[updates];
        for (int i = 0; i < updates; i++) {
            float before = weight.getFloat();
            update(Plan.parse(plan), i, weight);
            steps[i] = before - weight.getFloat();
        }
        return steps;
    }

    @Test
    void eachUpdateMovesEveryWeightByTheScheduledRate() {
        Schedule rate = Schedule.parse("linear(0, 0.1, 5).then(cosine(0.1, 0, 25))");
        NDArray weight = weight("output", 0, 100, -3);
        float[] expected = weight.toFloatArray();
        for (int step = 0; step < 35; step++) {
            update(Plan.of(rate), step, weight);
            for (int i = 0; i < expected.length; i++) {
                expected[i] -= (float) rate.at(step);
            }
            assertThat(weight.toFloatArray()).as("after step %s", step).containsExactly(expected);
        }
    }

    @Test
    void aDropOfTheRateActsAtOnce() {
        // PyTorch; DJL's own optimizer goes on by 0.171 and 0.1539.
        assertThat(steps("lr = hold(0.1, 2).then(constant(0))\nmomentum = constant(0.9)", 4))
                .containsExactly(new float[] {.1f, .19f, 0, 0}, ROUNDING);
    }

    @Test
    void momentumFollowsItsSchedule() {
        // Velocities 1, 0.5 + 1, 0.75 * 1.5 + 1, 0.75 * 2.125 + 1.
        assertThat(steps("lr = constant(0.5)\nmomentum = linear(0.25, 0.75, 2)", 4))
                .containsExactly(new float[] {.5f, .75f, 1.0625f, 1.296875f}, ROUNDING);
    }

    @Test
    void momentumThatStartsAtZeroFindsTheVelocityOfTheUpdateBefore() {
        assertThat(steps("lr = constant(1)\nmomentum = linear(0, 0.5, 1)", 3))
                .containsExactly(new float[] {1, 1.5f, 1.75f}, ROUNDING);
    }

    @Test
    void weightDecayIsPartOfTheGradient() {
        // 0, then -0.5, -0.5 - 0.5 (1 - 0.25), -0.875 - 0.5 (1 - 0.4375).
        assertThat(steps("lr = constant(0.5)\nweight_decay = constant(0.5)", 3))
                .containsExactly(new float[] {.5f, .375f, .28125f}, ROUNDING);
    }

    @Test
    void weightDecayFollowsItsScheduleAndGoesThroughTheVelocity() {
        // Gradients 1, 1 - 0.5, 1 + 0; velocities 1, 0.5 + 0.5, 0.5 + 1.
        assertThat(steps("lr = constant(1)\nmomentum = constant(0.5)\nweight_decay = linear(1, 0, 2)", 3))
                .containsExactly(new float[] {1, 1, 1.5f}, ROUNDING);
    }

    @Test
    void eachGroupHasItsOwnRate() {
        Plan plan = Plan.of(Schedule.parse("constant(0.25)"))
                .with(Hyperparameter.LEARNING_RATE, "head", Schedule.parse("linear(1, 0, 2)"));
        NDArray body = weight("body", 0);
        NDArray head = weight("head", 0);
        for (int step = 0; step < 3; step++) {
            update(plan, step, body, head);
        }
        assertThat(body.getFloat()).isEqualTo(-.75f);
        assertThat(head.getFloat()).isEqualTo(-1.5f);
    }

    @Test
    void updatesLeaveNoArraysBehind() {
        Plan plan = Plan.parse("lr = constant(0.1)\nmomentum = constant(0.9)\nweight_decay = constant(0.1)");
        NDArray weight = weight("output", 1, 2);
        update(plan, 0, weight);
        int arrays = manager.getManagedArrays().size();
        for (int step = 1; step < 20; step++) {
            update(plan, step, weight);
        }
        assertThat(manager.getManagedArrays()).hasSize(arrays);
    }
}
