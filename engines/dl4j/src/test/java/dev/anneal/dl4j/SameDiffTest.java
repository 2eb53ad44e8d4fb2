package dev.anneal.dl4j;

import static dev.anneal.Hyperparameter.MOMENTUM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.anneal.Plan;
import dev.anneal.Schedule;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/** Graphs of ND4J's own, which have the same schedules and updaters. */
class SameDiffTest {

    /** What each of four updates takes off a weight whose gradient is 1. */
    private static double[] steps(IUpdater updater) {
        Natives.load();
        SameDiff graph = SameDiff.create();
        SDVariable rows = graph.placeHolder("rows", DataType.DOUBLE, -1, 2);
        SDVariable weight = graph.var("weight", Nd4j.zeros(DataType.DOUBLE, 1, 2));
        SDVariable added = graph.placeHolder("added", DataType.DOUBLE, -1, 1);
        rows.mul(weight).sum().add("loss", added.sum());
        graph.setLossVariables("loss");
        graph.setTrainingConfig(TrainingConfig.builder()
                .updater(updater)
                .dataSetFeatureMapping("rows")
                .dataSetLabelMapping("added")
                .build());
        double[] steps = new double[4];
        for (int i = 0; i < steps.length; i++) {
            double before = weight.getArr().getDouble(0);
            graph.fit(new DataSet(Nd4j.ones(DataType.DOUBLE, 1, 2), Nd4j.ones(DataType.DOUBLE, 1, 1)));
            steps[i] = before - weight.getArr().getDouble(0);
        }
        return steps;
    }

    @Test
    void aGraphFollowsAScheduleToo() {
        assertThat(steps(new Sgd(PlanSchedule.of(Schedule.linear(1, 0, 4)))))
                .containsExactly(new double[] {1, 0.75, 0.5, 0.25}, within(1e-12));
    }

    @Test
    void aGraphHasMomentumToo() {
        Plan plan = Plan.parse("lr = constant(0.5)\nmomentum = linear(0.25, 0.75, 2)");
        IUpdater updater = new HeavyBall(PlanSchedule.of(Schedule.constant(0.5)), PlanSchedule.of(plan, MOMENTUM, ""));
        assertThat(steps(updater)).containsExactly(new double[] {0.5, 0.75, 1.0625, 1.296875}, within(1e-12));
    }
}
