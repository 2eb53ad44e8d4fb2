package dev.anneal.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.Plan;
import dev.anneal.testkit.CurveFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs of the recipes follow what was recorded over there. */
class RecipesTest {

    private static final Path RECORDED = Path.of("..", "reference", "sources");

    /** A plan of a program, and the file that it must agree with. */
    record Followed(String file, Plan plan) {
        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Followed> followed() {
        List<Followed> all = new ArrayList<>();
        Map<String, Plan> policies = LoopByHand.policies(100_000, 0.001);
        String step = "policy='step', warm_up=";
        all.add(new Followed("lrscheduler.constant", known(policies, "policy='constant'")));
        all.add(new Followed("lrscheduler.step.no_warm_up", known(LoopByHand.policies(100, 0.01), step + "0")));
        all.add(new Followed("lrscheduler.step.warm_up", known(policies, step + "0.1")));
        all.add(new Followed("lrscheduler.step.warm_up_half", known(policies, step + "0.5")));
        all.add(new Followed("lrscheduler.cosine.readme", known(policies, "policy='cosine'")));
        all.add(new Followed("lrscheduler.onecycle.readme", known(policies, "policy='onecycle'")));
        all.add(new Followed("notebook.simple_decay", Plan.of(EpochFunctions.SIMPLE)));
        all.add(new Followed("notebook.cosine_decay", Plan.of(EpochFunctions.COSINE)));
        all.add(new Followed("notebook.exponential_decay", Plan.of(EpochFunctions.EXPONENTIAL)));
        all.add(new Followed("notebook.damped_cosine_decay", Plan.of(EpochFunctions.DAMPED_COSINE)));
        all.add(new Followed("notebook.damped_exponential_decay", Plan.of(EpochFunctions.DAMPED_EXPONENTIAL)));
        for (TenSchedulers.Line line : TenSchedulers.LINES) {
            String name = snake(line.scheduler());
            if (!name.equals("one_cycle_lr")) { // the guide has no call of it
                all.add(new Followed("doc003." + name, TenSchedulers.plan(line, 1)));
            }
        }
        for (String line : TutorialTables.LINES) {
            all.add(new Followed("doc004." + snake(line), TutorialTables.plan(line)));
            all.add(new Followed("doc004.printed_" + snake(line), TutorialTables.plan(line)));
        }
        return all.stream();
    }

    private static Plan known(Map<String, Plan> plans, String name) {
        return Objects.requireNonNull(plans.get(name));
    }

    /** StepLR(…) is step_lr. */
    private static String snake(String line) {
        return line.substring(0, line.indexOf('('))
                .replace("LROn", "LrOn")
                .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                .toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @MethodSource("followed")
    void aProgramFollowsWhatWasRecorded(Followed followed) throws IOException {
        CurveFile file = CurveFile.read(RECORDED.resolve(followed.file() + ".csv"));
        // the longest run is over then; what its object would give afterwards is of no use to anybody
        List<List<Double>> run =
                file.rows().stream().filter(row -> row.get(0) < 100_000).toList();
        assertThat(run).hasSizeGreaterThan(10);
        assertThat(new CurveFile(file.headers(), file.columns(), run).disagreement(followed.plan()))
                .isEmpty();
    }
}
