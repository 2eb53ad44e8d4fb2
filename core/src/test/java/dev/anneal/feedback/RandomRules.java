package dev.anneal.feedback;

import dev.anneal.Feedback;
import java.util.Random;

/** Rules and metrics at random, with the odd ones among them. */
final class RandomRules {

    private static final String[] METRICS = {"val_loss", "val_accuracy", "error", "a \"b\"\\", "é"};

    private final Random random;

    RandomRules(long seed) {
        this.random = new Random(seed);
    }

    private double of(double... numbers) {
        return numbers[random.nextInt(numbers.length)];
    }

    private int of(int... numbers) {
        return numbers[random.nextInt(numbers.length)];
    }

    private String metricName() {
        return METRICS[random.nextInt(METRICS.length)];
    }

    Feedback rule() {
        return switch (random.nextInt(5)) {
            case 0 -> new NewBob(metricName(), mode(), of(0.0025, 0, -0.1), of(0, 1, 3), change(true));
            case 1 ->
                new Adaptive(
                        metricName(),
                        mode(),
                        of(1e-4, 0, Double.NEGATIVE_INFINITY, -0.0),
                        of(0, 9),
                        of(5, 1.5),
                        of(1e-6, 0));
            case 2 ->
                new Greedy(
                        metricName(),
                        signal(),
                        comparison(),
                        new Greedy.Timing(of(0, 2), of(0, 2), of(0, 3)),
                        change(false),
                        of(1, 2, 500));
            default ->
                new Plateau(metricName(), signal(), comparison(), patience(), change(true), of(0, 0, 5, 0.5, -0.0));
        };
    }

    private Mode mode() {
        return random.nextBoolean() ? Mode.MIN : Mode.MAX;
    }

    private Patience patience() {
        Patience.Counted counted = of(0, 0, 1) == 0 ? Patience.Counted.BAD : Patience.Counted.GOOD;
        return new Patience(of(0, 1, 3, 10), counted, of(0, 0, 1, 4), of(0, 0, 2));
    }

    private Change change(boolean any) {
        double factor = any ? of(0.1, 0.5, 0.9, 2, 0, -0.5, -0.0) : of(0.1, 0.5, 0.95);
        return new Change(
                factor,
                of(0, 1e-3, 0.05, Double.NEGATIVE_INFINITY),
                of(Double.POSITIVE_INFINITY, 1, 0.2, 0.05),
                of(0, 1e-8, 0.02, Double.NEGATIVE_INFINITY));
    }

    private Comparison comparison() {
        Mode mode = mode();
        double first = of(mode.worst(), mode.worst(), Double.NaN, 1e9);
        return new Comparison(mode, of(1e-4, 0, 0.1, -0.0), of(0, 1e-6, 0.25, -0.0), first);
    }

    private Signal signal() {
        Signal.Nan nan = random.nextBoolean() ? Signal.Nan.BAD : Signal.Nan.SKIP;
        return switch (random.nextInt(5)) {
            case 0 -> Signal.meanOf(of(1, 2, 5)).onNan(nan);
            case 1 -> Signal.window(of(1, 2, 5)).onNan(nan);
            case 2 -> Signal.smoothed(of(0.5, 0.9)).onNan(nan);
            default -> Signal.each().onNan(nan);
        };
    }

    double metric() {
        return switch (random.nextInt(12)) {
            case 0 -> of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -0.0, 1e300);
            case 1, 2, 3, 4 -> random.nextInt(4) / 4.0;
            default -> random.nextGaussian();
        };
    }

    double scheduled() {
        return of(0.1, 0.01, 1, 0.002, random.nextDouble(), 0);
    }
}
