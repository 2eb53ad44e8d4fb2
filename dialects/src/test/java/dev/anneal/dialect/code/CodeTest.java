package dev.anneal.dialect.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.testkit.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written, and what it gave in the frameworks that it was written for (reference/converted.py). */
class CodeTest {

    private static final Path FOLDER = Path.of("src/test/resources/dev/anneal/dialect/code");

    /** As the build of the pictures: what differs is written anew. */
    private static final boolean WRITE = "write".equals(System.getProperty("converted"));

    static Map<String, Plan> plans() throws IOException {
        Map<String, Plan> plans = new LinkedHashMap<>();
        for (String line : Files.readAllLines(FOLDER.resolve("texts.tsv"))) {
            if (!line.startsWith("#")) {
                String[] fields = line.split("\t", -1);
                plans.put(fields[0], Plan.parse(fields[1]));
            }
        }
        return plans;
    }

    static Stream<String> names() throws IOException {
        return plans().keySet().stream();
    }

    static Path file(String name, Target target) {
        String end = switch (target) {
            case TORCH, OPTAX, KERAS -> ".py";
            case DJL, JAVA -> ".java";
            case TEXT -> ".plan";
        };
        return FOLDER.resolve(name + "." + target + end);
    }

    @ParameterizedTest
    @MethodSource("names")
    void codeIsWrittenAsItWasWhenItRan(String name) throws IOException {
        Plan plan = plans().get(name);
        assertThat(plan).isNotNull();
        for (Target target : Target.values()) {
            if (target == Target.TEXT) {
                continue;
            }
            String code;
            try {
                code = Code.of(plan, target);
            } catch (IllegalArgumentException refused) {
                assertThat(file(name, target)).doesNotExist();
                continue;
            }
            if (WRITE) {
                Files.writeString(file(name, target), code);
            }
            assertThat(file(name, target)).hasContent(code);
        }
    }

    /** Single precision counts from the largest value of a run. */
    static double tolerance(String target, double value, double largest) {
        return target.equals("torch") ? 1e-12 * Math.abs(value) + 1e-15 * largest : 3e-7 * largest;
    }

    static List<String[]> recorded() throws IOException {
        List<String[]> rows = new ArrayList<>();
        for (String line : Files.readAllLines(FOLDER.resolve("recorded.csv"))) {
            rows.add(line.split(",", -1));
        }
        return rows;
    }

    @Test
    void whatTheFrameworksGaveIsWhatThePlansSay() throws IOException {
        Map<String, Plan> plans = plans();
        List<String[]> rows = recorded();
        assertThat(rows).hasSizeGreaterThan(1000);
        for (String[] row : rows) {
            double t = Double.parseDouble(row[2]);
            Plan plan = plans.get(row[0]);
            assertThat(plan).as(row[0]).isNotNull();
            for (int i = 3; i < row.length; i++) {
                String group = Integer.toString((i - 3) % 2);
                Hyperparameter what = i < 5 ? Hyperparameter.LEARNING_RATE : Hyperparameter.MOMENTUM;
                Schedule schedule = plan.schedule(what, group).orElse(Schedule.constant(0.5));
                double expected = schedule.at(t);
                assertThat(Double.parseDouble(row[i]))
                        .as("%s of %s in %s at %s", what, row[0], row[1], t)
                        .isCloseTo(expected, within(tolerance(row[1], expected, largest(schedule))));
            }
        }
    }

    private static double largest(Schedule schedule) {
        double[] values = new double[2000];
        schedule.fill(0, 1, values);
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OPTAX | lr = 0.1; momentum = 0.9 | optax cannot say 'momentum = …': a schedule there is the learning rate's alone",
                "KERAS | lr = 0.1; lr[head] = 0.2 | keras cannot say 'lr[head] = …': a schedule there is one for all parameter groups",
                "DJL | lr = 0.1; weight_decay = 0.2 | djl cannot say 'weight_decay = …'",
                "TORCH | lr = 0.1; lr *= plateau(on=\"loss\") | torch cannot say 'lr *= plateau(on=\"loss\"",
                "OPTAX | lr = 0.1; lr *= plateau(on=\"loss\") | a rule follows what training observes",
                "TORCH | lr = 0.1; scale = 0.2 | torch cannot say 'scale' beside 'lr'",
                "DJL | cosine(1, 0, 10).repeat(stretching(1.0001)) | a table too long",
            })
    void whatCannotBeSaidIsRefusedWithTheReason(Target target, String text, String reason) {
        Plan plan = Plan.parse(text.replace("; ", "\n"));
        assertThatThrownBy(() -> Code.of(plan, target))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TEXT")
    void javaFunctionsAreRefused(Target target) {
        for (Schedule schedule : Samples.javaFunctions()) {
            assertThatThrownBy(() -> Code.of(Plan.of(schedule.times(2)), target))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a Java function");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aThousandPartsOfAllKindsAreToldInReason(Target target) {
        SplittableRandom random = new SplittableRandom(5);
        Schedule all = Schedule.hold(0.1, 3);
        for (int i = 0; i < 1000; i++) {
            all = all.then(i % 3 == 0 ? Schedule.cosine(random.nextDouble(), 0, 7) : Schedule.linear(0, 1, 1 + i % 5));
        }
        String code = Code.of(Plan.of(all), target);
        assertThat(code.length()).isLessThan(5 * all.toString().length());
        assertThat(code).endsWith("\n");
    }

    @Test
    void textIsReadBackToAnEqualPlan() throws IOException {
        for (Plan plan : plans().values()) {
            assertThat(Plan.parse(Code.of(plan, Target.TEXT))).isEqualTo(plan);
        }
    }

    @Test
    void groupsAreToldByTheirPlacesWhereTheseAreKnown() {
        Plan plan = Plan.parse("lr = 0.1\nlr[head] = 0.2");
        assertThat(Code.of(plan, List.of("body", "head"), Target.TORCH))
                .contains("GROUPS = [\"body\", \"head\"]", "{\"head\": lr_head}.get(GROUPS[i], lr)");
        assertThat(Code.of(plan, Target.TORCH)).contains("{\"head\": lr_head}.get(group[\"name\"], lr)");
    }
}
