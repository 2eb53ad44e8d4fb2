package dev.anneal.training;

import static dev.anneal.Hyperparameter.LEARNING_RATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.Plan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A warmup is a schedule, a plateau is a rule: two lines, and both hold. */
class WarmupThenPlateauTest {

    private static double train(Scheduler scheduler, int updates) {
        for (int i = 0; i < updates; i++) {
            scheduler.advance();
        }
        return scheduler.value(LEARNING_RATE, "all");
    }

    @Test
    void theRuleScalesTheWarmupToo() {
        Plan plan = Plan.parse("lr = linear(0, 0.1, 500).then(hold(0.1, 1)); lr *= plateau(factor=0.5, patience=0)");
        Scheduler scheduler = Scheduler.start(plan, OptimizerSink.pulling("all"));
        assertThat(train(scheduler, 250)).isEqualTo(0.05);
        scheduler.observe("val_loss", 1);
        scheduler.observe("val_loss", 1);
        assertThat(scheduler.value(LEARNING_RATE, "all")).isEqualTo(0.025);
        assertThat(train(scheduler, 250)).isEqualTo(0.05);
        assertThat(train(scheduler, 1000)).isEqualTo(0.05);
    }

    @Test
    void aRuleThatStartsAfterTheWarmupLeavesItAlone() {
        Plan plan = Plan.parse(
                "lr = linear(0, 0.1, 500).then(hold(0.1, 1)); lr *= plateau(factor=0.5, patience=0, start=501)");
        List<String> reasons = new ArrayList<>();
        Scheduler scheduler = Scheduler.start(plan, OptimizerSink.pulling("all"), event -> {
            if (event instanceof Event.Observed observed) {
                reasons.add(observed.reason());
            }
        });
        train(scheduler, 500);
        scheduler.observe("val_loss", 0.1);
        assertThat(train(scheduler, 500)).isEqualTo(0.1);
        scheduler.observe("val_loss", 1);
        assertThat(train(scheduler, 500)).isEqualTo(0.1);
        scheduler.observe("val_loss", 1);
        assertThat(train(scheduler, 1)).isEqualTo(0.05);
        assertThat(reasons)
                .containsExactly(
                        "does not listen before update 501",
                        "val_loss 1 is the first",
                        "val_loss 1 is not below 0.9999 (the best, 1, less 0.01 %): × 0.5");
    }
}
