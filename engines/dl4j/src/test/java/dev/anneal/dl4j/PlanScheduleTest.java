package dev.anneal.dl4j;

import static dev.anneal.Hyperparameter.LEARNING_RATE;
import static dev.anneal.Hyperparameter.MOMENTUM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.anneal.Plan;
import dev.anneal.Schedule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.shade.jackson.databind.ObjectMapper;

class PlanScheduleTest {

    private static final Offset<Double> ROUNDING = within(1e-12);
    private static final Schedule RATE = Schedule.parse("linear(0, 0.1, 5).then(cosine(0.1, 0.001, 25))");
    private static final Plan PLAN = Plan.parse("""
            lr = linear(0, 0.1, 5).then(cosine(0.1, 0.001, 25))
            lr[head] = lr / 2
            momentum = linear(0.25, 0.75, 2)""");

    private static double[] rates(int from, int to) {
        return IntStream.range(from, to).mapToDouble(RATE::at).toArray();
    }

    @Test
    void everyUpdateTakesTheScheduledRateOffEveryWeight() {
        MultiLayerNetwork network = Net.one(new Sgd(PlanSchedule.of(RATE)));
        assertThat(Net.steps(network, 40)).containsExactly(rates(0, 40), ROUNDING);
        double[] weights = network.params().dup().toDoubleVector();
        assertThat(weights).hasSize(4).containsOnly(weights[0]);
    }

    @Test
    void layersAreGroups() {
        var graph = Net.two(
                new Sgd(PlanSchedule.of(PLAN, LEARNING_RATE, "body")),
                new Sgd(PlanSchedule.of(PLAN, LEARNING_RATE, "head")));
        IntStream.range(0, 8).forEach(i -> Net.fit(graph));
        double sum = -Arrays.stream(rates(0, 8)).sum();
        assertThat(Net.weights(graph).get(0)).isCloseTo(sum, ROUNDING);
        assertThat(Net.weights(graph).get(1)).isCloseTo(sum / 2, ROUNDING);
    }

    @Test
    void momentumMayFollowAPlanInUpdatersOfDl4jAndInOurs() {
        PlanSchedule rate = PlanSchedule.of(Schedule.constant(0.5));
        PlanSchedule momentum = PlanSchedule.of(PLAN, MOMENTUM, "");
        // velocities 1, 0.5 + 1, 0.75 * 1.5 + 1, 0.75 * 2.125 + 1; Nesterov's look one update ahead
        assertThat(Net.steps(Net.one(new HeavyBall(rate, momentum)), 4))
                .containsExactly(new double[] {0.5, 0.75, 1.0625, 1.296875}, ROUNDING);
        double[] nesterov = new double[4];
        double velocity = 0;
        for (int i = 0; i < 4; i++) {
            double present = momentum.valueAt(i, 0);
            double before = velocity;
            velocity = present * velocity - 0.5;
            nesterov[i] = present * before - (1 + present) * velocity;
        }
        assertThat(Net.steps(Net.one(new Nesterovs(rate, momentum)), 4)).containsExactly(nesterov, ROUNDING);
    }

    @Test
    void weightDecayMayFollowAPlanToo() {
        PlanSchedule decay = PlanSchedule.parse("weight_decay = linear(0.5, 0, 4)");
        MultiLayerNetwork network = Net.one(Net.defaults(new Sgd(0.5))
                .list()
                .layer(Net.sum()
                        .biasInit(1)
                        .regularizationBias(java.util.List.of(new WeightDecay(decay, true)))
                        .build())
                .build());
        double bias = 1;
        for (int i = 0; i < 6; i++) {
            network.fit(Net.row());
            bias -= 0.5 * (1 + decay.valueAt(i, 0) * bias);
            assertThat(network.getLayer(0).getParam("b").getDouble(0)).isCloseTo(bias, ROUNDING);
        }
    }

    @Test
    void aConfigurationIsReadBackEqual() {
        for (var updater : java.util.List.of(
                new Sgd(PlanSchedule.of(RATE)),
                new Nesterovs(PlanSchedule.of(PLAN, LEARNING_RATE, "head"), PlanSchedule.of(PLAN, MOMENTUM, "head")),
                new HeavyBall(PlanSchedule.of(PLAN, LEARNING_RATE, "head"), PlanSchedule.of(PLAN, MOMENTUM, "head")),
                new HeavyBall(0.1, 0.9))) {
            MultiLayerConfiguration configuration =
                    Net.defaults(updater).list().layer(Net.sum().build()).build();
            assertThat(MultiLayerConfiguration.fromJson(configuration.toJson())).isEqualTo(configuration);
            assertThat(MultiLayerConfiguration.fromYaml(configuration.toYaml())).isEqualTo(configuration);
            assertThat(configuration.clone()).isEqualTo(configuration);
        }
    }

    @Test
    void jsonIsTheTextOfThePlan() throws IOException {
        PlanSchedule schedule = PlanSchedule.of(PLAN, MOMENTUM, "head");
        String json = new ObjectMapper().writeValueAsString(schedule);
        assertThat(json)
                .isEqualTo(
                        "{\"@class\":\"dev.anneal.dl4j.PlanSchedule\",\"plan\":\"momentum[head] = linear(0.25, 0.75, 2)\"}");
        assertThat(new ObjectMapper().readValue(json, org.nd4j.linalg.schedule.ISchedule.class))
                .isEqualTo(schedule);
    }

    @Test
    void aSavedNetworkGoesOnWhereItWas() throws IOException {
        MultiLayerNetwork network = Net.one(new Nesterovs(PlanSchedule.of(RATE), PlanSchedule.of(PLAN, MOMENTUM, "")));
        Net.steps(network, 12);
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        ModelSerializer.writeModel(network, saved, true);
        MultiLayerNetwork read =
                ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(saved.toByteArray()), true);
        assertThat(Net.steps(read, 20)).containsExactly(Net.steps(network, 20));
        assertThat(read.getLearningRate(0)).isEqualTo(RATE.at(32));
    }

    @Test
    void aCloneOfANetworkGoesOnToo() {
        MultiLayerNetwork network = Net.one(new Sgd(PlanSchedule.of(RATE)));
        Net.steps(network, 12);
        assertThat(Net.steps(network.clone(), 3)).containsExactly(rates(12, 15), ROUNDING);
        assertThat(Net.steps(network, 3)).containsExactly(rates(12, 15), ROUNDING);
    }

    @Test
    void itIsSerializableAndItsOwnClone() throws Exception {
        PlanSchedule schedule = PlanSchedule.of(PLAN, LEARNING_RATE, "head");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(schedule);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(schedule).hasSameHashCodeAs(schedule);
        }
        assertThat(schedule.clone()).isSameAs(schedule);
        assertThat(schedule)
                .isNotEqualTo(PlanSchedule.of(PLAN, LEARNING_RATE, "body"))
                .hasToString(
                        "lr[head] = " + PLAN.schedule(LEARNING_RATE, "head").orElseThrow());
    }

    @Test
    void epochsAreNotLookedAt() {
        assertThat(PlanSchedule.of(RATE).valueAt(7, 0))
                .isEqualTo(PlanSchedule.of(RATE).valueAt(7, 99))
                .isEqualTo(RATE.at(7));
    }

    @Test
    void valuesThatNoOptimizerCanWorkWithAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlanSchedule.parse("lr = linear(0.5, -0.5, 4)"))
                .withMessage("lr must be finite and >= 0, got -0.25 at step 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlanSchedule.parse("momentum[head] = constant(1)"))
                .withMessage("momentum[head] must be >= 0 and < 1, got 1 at step 0");
        PlanSchedule late = PlanSchedule.of(Schedule.of(t -> t == 1e8 + 1 ? Double.NaN : 0.1, 1e9));
        assertThat(late.valueAt(100_000_000, 0)).isEqualTo(0.1);
        assertThatIllegalStateException()
                .isThrownBy(() -> late.valueAt(100_000_001, 0))
                .withMessage("lr must be finite and >= 0, got nan at step 100000001");
    }

    @Test
    void rulesNeedAListener() {
        Plan plan = Plan.parse("lr = constant(0.1)\nlr[head] = lr\nlr[head] *= plateau(on=\"val_loss\")");
        assertThat(PlanSchedule.of(plan, LEARNING_RATE, "body").valueAt(3, 0)).isEqualTo(0.1);
        for (String group : new String[] {"head", ""}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PlanSchedule.of(plan, LEARNING_RATE, group))
                    .withMessageContaining("a PlanListener does; got lr[head] *= plateau(");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> PlanSchedule.parse(plan.toString()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlanSchedule.of(plan, MOMENTUM, "head"))
                .withMessageStartingWith("plan must set momentum[head], got");
    }

    @Test
    void whatCouldNotBeReadIsNotSaved() {
        MultiLayerNetwork network = Net.one(new Sgd(PlanSchedule.of(Schedule.of(t -> 1 / (1 + t), 100))));
        assertThat(Net.steps(network, 3)).containsExactly(new double[] {1, 0.5, 1 / 3.0}, ROUNDING);
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> network.getLayerWiseConfigurations().toJson()))
                .hasStackTraceContaining("must be written in the notation to be saved with a network");
    }
}
