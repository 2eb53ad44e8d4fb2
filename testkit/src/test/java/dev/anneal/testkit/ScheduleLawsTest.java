package dev.anneal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.Schedule;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleLawsTest {

    static Stream<Schedule> samples() {
        return Samples.all().stream();
    }

    static Stream<Schedule> samplesWithText() {
        return Stream.concat(Samples.leaves().stream(), Samples.compositions().stream());
    }

    @Test
    void theSamplesCoverTheSealedHierarchy() {
        TreeSet<String> kinds =
                leavesOf(Schedule.class).map(Class::getName).collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> sampled =
                samples().map(s -> s.getClass().getName()).collect(Collectors.toCollection(TreeSet::new));
        assertThat(sampled).isEqualTo(kinds);
    }

    private static Stream<Class<?>> leavesOf(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ScheduleLawsTest::leavesOf)
                : Stream.of(type);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleKeepsTheLaws(Schedule sample) {
        for (int seed = 0; seed < 50; seed++) {
            ScheduleLaws.check(sample, new SplittableRandom(seed));
        }
    }

    @ParameterizedTest
    @MethodSource("samplesWithText")
    void everySampleReadsBack(Schedule sample) {
        ScheduleLaws.checkText(sample);
    }

    @Test
    void randomTreesKeepTheLaws() {
        for (int seed = 0; seed < 15_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Schedule tree = Samples.random(random, 1 + seed % 5);
            try {
                ScheduleLaws.check(tree, random);
                ScheduleLaws.checkText(tree);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + tree, e);
            }
        }
    }

    @Test
    void thenIsAssociativeBitForBit() {
        for (int seed = 0; seed < 5_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Schedule a = Samples.random(random, 2).until(random.nextDouble() * 20);
            Schedule b = Samples.random(random, 2).until(random.nextInt(20));
            Schedule c = Samples.random(random, 2);
            Schedule left = a.then(b).then(c);
            Schedule right = a.then(b.then(c));
            assertThat(left).as("seed %d", seed).isEqualTo(right);
            for (int i = 0; i < 20; i++) {
                double t = random.nextDouble() * 60;
                assertThat(left.at(t)).as("seed %d at %s", seed, t).isEqualTo(right.at(t));
            }
        }
    }
}
