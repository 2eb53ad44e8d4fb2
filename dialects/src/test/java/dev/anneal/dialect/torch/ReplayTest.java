package dev.anneal.dialect.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.Horizon;
import dev.anneal.Schedule;
import dev.anneal.dialect.Calls;
import dev.anneal.dialect.torch.Replay.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Closed forms, against torch's own recursion. */
class ReplayTest {

    private static final int STEPS = 100;
    private static final String[] FACTORS = {
        "StepLR(o, %d, gamma=0.7)",
        "MultiStepLR(o, [%d, 20, 3, 20], gamma=0.7)",
        "ConstantLR(o, 0.3, %d)",
        "LinearLR(o, 0.3, 0.8, %d)",
        "ExponentialLR(o, 1 - 0.01 * %d)",
        "PolynomialLR(o, %d, 0.9)",
        "MultiplicativeLR(o, lambda e: 1 - 0.01 * %d)",
        "MultiplicativeLR(o, lambda e: (e + 1) / (e + %d))"
    };
    private static final String[] OTHERS = {
        "LambdaLR(o, lambda e: 1 / (e + %d))",
        "CosineAnnealingLR(o, %d)",
        "CosineAnnealingLR(o, %d, 0.01)",
        "CosineAnnealingWarmRestarts(o, %d, 2, 0.001)",
        "SWALR(o, 0.03, %d)",
        "CyclicLR(o, 0.01, 0.2, %d)",
        "OneCycleLR(o, 0.2, 100 + %d)"
    };

    /** Makes random composites. */
    private record Composites(Random random) {

        String leaf(boolean any) {
            String[] kinds = any && random.nextInt(3) == 0 ? OTHERS : FACTORS;
            return kinds[random.nextInt(kinds.length)].formatted(1 + random.nextInt(20));
        }

        String chain(int depth) {
            return "ChainedScheduler([" + String.join(", ", parts(depth, random.nextInt(4) == 0)) + "])";
        }

        String sequence(int depth) {
            List<String> parts = parts(0, true);
            if (depth > 0) {
                parts.set(0, composite(depth - 1));
            }
            int[] milestones = IntStream.generate(() -> 1 + random.nextInt(40))
                    .limit(parts.size() - 1)
                    .sorted()
                    .toArray();
            return "SequentialLR(o, [" + String.join(", ", parts) + "], " + Arrays.toString(milestones) + ")";
        }

        private List<String> parts(int depth, boolean any) {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(4); i++) {
                parts.add(depth > 0 && random.nextInt(4) == 0 ? chain(depth - 1) : leaf(any));
            }
            return parts;
        }

        String composite(int depth) {
            return random.nextBoolean() ? sequence(depth) : chain(depth);
        }
    }

    static List<String> composites() {
        Composites composites = new Composites(new Random(17));
        return IntStream.range(0, 1000)
                .mapToObj(i -> composites.composite(i % 4))
                .filter(text -> Forms.of(tree(text), 0.1) != null)
                .limit(300)
                .toList();
    }

    @Test
    void mostCompositesHaveAClosedForm() {
        assertThat(composites()).hasSize(300);
    }

    @ParameterizedTest
    @MethodSource("composites")
    void aClosedFormGivesWhatTheRecursionGives(String text) {
        Tree tree = tree(text);
        Forms.Driven form = Objects.requireNonNull(Forms.of(tree, 0.1));
        Tree.Objects objects = Tree.Objects.of(tree);
        Replay.Run run = Replay.of(objects.made(), objects.top(), new Settings(0.1), STEPS);
        assertSame(form.rate(), run.rate());
        Schedule momentum = form.momentum();
        if (momentum != null) {
            assertSame(momentum, run.momentum());
        }
    }

    private static void assertSame(Schedule form, Schedule table) {
        for (int t = 0; t <= STEPS; t++) {
            double room = 1e-10 * Math.abs(table.at(t)) + 1e-12;
            assertThat(form.at(t)).as("%s at %d", form, t).isBetween(table.at(t) - room, table.at(t) + room);
        }
        assertThat(Schedule.parse(form.toString())).isEqualTo(form);
    }

    private static Tree tree(String text) {
        Horizon horizon = Horizon.parse("lr=0.1").with("steps", STEPS);
        return Tree.of(Calls.of(text, horizon), 0);
    }
}
