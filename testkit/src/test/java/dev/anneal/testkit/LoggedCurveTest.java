package dev.anneal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.training.CsvLog;
import dev.anneal.training.OptimizerSink;
import dev.anneal.training.Scheduler;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What training logs is a curve file, which holds the plan's own numbers. */
class LoggedCurveTest {

    @TempDir
    private Path folder;

    private CurveFile logged(Plan plan, boolean byHand, String... groups) throws IOException {
        Path file = folder.resolve("values.csv");
        try (CsvLog log = CsvLog.create(file, plan)) {
            Scheduler scheduler = Scheduler.start(plan, OptimizerSink.pulling(groups), log);
            for (int i = 0; i < 300; i++) {
                scheduler.advance();
                if (i % 50 == 7) {
                    scheduler.skip();
                }
                if (byHand && i == 100) {
                    scheduler.set(Hyperparameter.LEARNING_RATE, groups[0], 0.03);
                }
            }
        }
        return CurveFile.read(file);
    }

    @Test
    void aLogAgreesWithItsPlanBitForBit() throws IOException {
        Plan plan = Plan.parse("lr = linear(0, 0.1, 30).then(cosine(0.1, 0, 170)); momentum = 0.95 - lr");
        CurveFile curve = logged(plan, false);
        assertThat(curve.columns()).containsExactly("lr", "momentum");
        assertThat(curve.rows()).hasSize(300);
        assertThat(Plan.parse(curve.text())).isEqualTo(plan);
        assertThat(curve.disagreement(plan)).isEmpty();
    }

    @Test
    void groupsMayHaveAnyNames() throws IOException {
        Plan plan =
                Plan.parse("lr = cosine(0.1, 0, 200); lr[\"x, \\\"y\\\" \\n\\\\\"] = lr * 0.1; lr[\"# a\"] = lr * 0.3");
        CurveFile curve = logged(plan, false, "x, \"y\" \n\\", "# a", "]", "head");
        assertThat(curve.columns()).hasSize(4);
        assertThat(Plan.parse(curve.text())).isEqualTo(plan);
        assertThat(curve.disagreement(plan)).isEmpty();
    }

    @Test
    void whatWasDoneByHandIsADisagreement() throws IOException {
        Plan plan = Plan.parse("lr = cosine(0.1, 0, 200)");
        assertThat(logged(plan, true, "a").disagreement(plan))
                .hasValueSatisfying(row -> assertThat(row).startsWith("lr at 101: theirs 0.03, ours 0.049"));
    }
}
